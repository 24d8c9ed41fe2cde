import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { concealing } from "./conceal.ts";
import { patient } from "./testing/doctor-vendor.ts";
import { examine } from "./testing/examine.ts";

const folder = mkdtempSync(join(tmpdir(), "conceal-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("whatever a driver writes into its error, no secret of the environment, the file or the command is printed", () => {
  const file = {
    github: { clientSecret: "canary-of-file" },
    signIn: { clients: [{ clientSecret: "canary-of-client" }] },
  };
  writeFileSync(join(folder, "fairlead.json"), JSON.stringify(file));
  const env = {
    DATABASE_URL: "postgres://a:canary%20password@db/x",
    FAIRLEAD_PREVIOUS_SECRETS: "canary-one,canary-two",
  };
  const conceal = concealing({ connectors: [patient], env, folder }, ["canary-of-stdin"]);
  const said = conceal(
    "canary-of-file canary-of-client canary-of-stdin canary%20password 'canary password' canary-two canary-one ghp_canary0123456789",
  );
  expect(said).not.toContain("canary");
  expect(said).toContain("[not shown]");
});

test("a secret with a quotation mark is not printed as JSON either, and a stray percent sign breaks nothing", async () => {
  const data = join(folder, `canary"quoted`);
  const env = {
    REDIS_URL: "redis://:100%canary@127.0.0.1:1",
    GITHUB_HOST: "http://127.0.0.1:1",
    GITHUB_TOKEN: `canary"quoted`,
    FAIRLEAD_DATA: data,
  };
  const found = await examine({ ...env, REDIS_URL: "" }, { folder: mkdtempSync(join(folder, "empty-")) });
  expect(found.of("disk")).toMatchObject([{ about: expect.stringContaining("[not shown]") as string }]);
  expect(found.out).not.toContain("canary");
  const conceal = concealing({ connectors: [patient], env, folder: "/nowhere" }, []);
  expect(conceal("100%canary")).toBe("[not shown]");
});

test("a store that asks for no password is named", () => {
  const env = { REDIS_URL: "redis://127.0.0.1:6379/9", DATABASE_URL: "postgres://a:canary@db/x" };
  const conceal = concealing({ connectors: [patient], env, folder }, []);
  expect(conceal(`${env.REDIS_URL} does not answer, ${env.DATABASE_URL} neither`)).toBe(
    "redis://127.0.0.1:6379/9 does not answer, postgres://a:[redacted]@db/x neither",
  );
});

test("a file that is no JSON is a finding like another", async () => {
  writeFileSync(join(folder, "fairlead.json"), "{ no }");
  const found = await examine({}, { folder });
  expect(found.code).toBe(2);
  expect(found.wrong("configuration")).toContain("fairlead.json");
});
