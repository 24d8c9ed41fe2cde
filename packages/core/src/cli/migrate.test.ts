import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testPostgres } from "@fairlead/sandbox/services";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { ConfigError } from "../config/index.ts";
import { runCommand } from "./run-command.ts";
import { recordingContext } from "./testing/recording-context.ts";

const folder = mkdtempSync(join(tmpdir(), "migrate-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function migrate(env: Record<string, string>) {
  const context = recordingContext({ folder, env });
  return { code: await runCommand(["migrate"], context), ...context.said() };
}

test("brings Postgres up to date once, and says what it did, without a password", async ({ skip }) => {
  const postgres = await testPostgres();
  if (postgres === undefined) return skip();
  onTestFinished(() => postgres.close());
  const url = new URL(postgres.url);
  url.password = "canary";
  const env = { DATABASE_URL: url.href.replaceAll("+", "%20"), REDIS_URL: "redis://127.0.0.1:1" };
  const first = await migrate(env);
  expect(first).toMatchObject({
    code: 0,
    err: "",
    out: expect.stringMatching(/has taken:\n {2}1 records\n/) as string,
  });
  expect(first.out).not.toContain("canary");
  expect(await migrate(env)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/\/test is up to date\.\n$/) as string,
  });
});

test("brings the file of the embedded mode up to date", async () => {
  const data = join(folder, "data");
  expect(await migrate({ FAIRLEAD_DATA: data })).toEqual({ code: 0, out: `${data} is up to date.\n`, err: "" });
});

test("says so when only half a cluster is set, or it does not answer", async () => {
  await expect(migrate({ DATABASE_URL: "postgres://127.0.0.1:1/x" })).rejects.toThrow(ConfigError);
  const urls = { DATABASE_URL: "postgres://127.0.0.1:1/x", REDIS_URL: "redis://127.0.0.1:1" };
  await expect(migrate(urls)).rejects.toThrow(/DATABASE_URL[\s\S]*ECONNREFUSED/);
});
