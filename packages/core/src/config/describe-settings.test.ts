import { expect, test } from "vitest";
import { coreSettings, describeSettings } from "./index.ts";

const rows = describeSettings(coreSettings);

test("a row says everything that documentation needs", () => {
  expect(rows.find(({ name }) => name === "port")).toEqual({
    name: "port",
    env: "PORT",
    aliases: [],
    accepts: "an integer from 0 to 65535",
    default: "3000",
    description: "Port to listen on; 0 takes any free one.",
    secret: false,
  });
  expect(rows.find(({ name }) => name === "allowedOrigins")?.default).toBe("localhost,127.0.0.1,[::1]");
  expect(rows.find(({ name }) => name === "secret")).toMatchObject({ secret: true, default: undefined });
});

test("every setting has a description, a form and a variable of its own", () => {
  for (const { name, env, description, accepts } of rows) {
    // Lists of clients are too long for a variable: the file alone has them.
    if (name !== "signIn.clients") expect(env, name).toMatch(/^[A-Z][A-Z0-9_]*$/);
    expect(description, name).toMatch(/^[A-Z].+\.$/);
    expect(accepts, name).not.toContain("documented form");
  }
  expect(new Set(rows.flatMap(({ env, aliases }) => [env, ...aliases])).size).toBe(
    rows.length + rows.flatMap(({ aliases }) => aliases).length,
  );
});
