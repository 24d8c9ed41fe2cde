import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { defineConnector, defineVendor } from "./connector/index.ts";
import { run } from "./run.ts";

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

const nowhere = defineConnector({
  name: "nowhere",
  title: "Nowhere",
  version: "1.0.0",
  description: "Leads nowhere",
  instructions: "",
  vendor: defineVendor({
    name: "nowhere",
    title: "Nowhere",
    settings: z.object({}),
    scopes: {},
    baseline: [],
    endpoint: () => {
      throw new TypeError("no such host");
    },
    authorize: () => {},
    operatorCredential: () => ({ kind: "pat", token: "t" }),
    client: () => ({}),
    identify: () => Promise.reject(new Error("nobody")),
    explain: () => undefined,
  }),
  toolsets: {},
  defaultTools: [],
});

test("a wrong setting is told to the person who wrote it, in words, with a code of its own", async () => {
  const said: string[] = [];
  vi.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
  await run([nowhere], { args: [], env: { PORT: "many" }, signals: false });
  expect(process.exitCode).toBe(78);
  expect(said.join("")).toContain("PORT");
  expect(said.join("")).not.toContain("    at ");
});

test("words name a command, which says its own exit code", async () => {
  const said: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => said.push(String(text)) > 0);
  vi.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
  await run([nowhere], { args: ["help"], env: {} });
  expect(process.exitCode).toBe(0);
  await run([nowhere], { args: ["serf"], env: {} });
  expect(process.exitCode).toBe(64);
  expect(said.join("")).toContain('There is no command "serf"');
});

test("a command is told of a wrong setting like the server", async () => {
  const said: string[] = [];
  vi.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
  await run([nowhere], { args: ["vault", "rotate"], env: { PORT: "many" } });
  expect([process.exitCode, said.join("")]).toEqual([78, expect.stringContaining("PORT")]);
});

test("anything else is thrown: it is a bug, and its stack says where", async () => {
  await expect(run([nowhere], { args: [], env: { AUTH: "none", PORT: "0" }, signals: false })).rejects.toThrow(
    "no such host",
  );
  expect(process.exitCode).toBeUndefined();
});
