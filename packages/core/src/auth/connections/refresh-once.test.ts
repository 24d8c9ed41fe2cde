import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { startGithub } from "@fairlead/sandbox/github";
import { afterAll, expect, test } from "vitest";
import { openSqlite, scopedStore, sqliteStore } from "../../store/index.ts";
import type { CredentialProcessInput } from "../testing/credential-process.ts";
import { githubAccess, signInAs, type GithubPlace } from "../testing/github-sign-in.ts";
import { createVault, keyFile, localKeyRing } from "../vault/index.ts";
import { createConnections } from "./create-connections.ts";

const PROCESSES = 3;
const CALLS = 20;
const HOURS_8 = 8 * 3_600_000;

const github = await startGithub({ seed: "empty" });
const folder = mkdtempSync(join(tmpdir(), "refresh-"));
afterAll(async () => {
  await github.close();
  rmSync(folder, { recursive: true });
});

const program = join(import.meta.dirname, "../testing/credential-process.ts");

/** Starts a replica; resolves once it has everything open. */
async function startProcess(input: CredentialProcessInput) {
  const child = spawn(process.execPath, [program, JSON.stringify(input)], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout });
  const exit = once(child, "exit");
  await once(lines, "line");
  return async (): Promise<{ token?: string; login?: string; error?: string }[]> => {
    const answer = once(lines, "line");
    child.stdin.write("go\n");
    const [line] = (await answer) as [string];
    expect((await exit)[0]).toBe(0);
    return JSON.parse(line) as [];
  };
}

test("3 processes with 20 calls each on one expired rotating token: one refresh, 60 successes", async () => {
  const place: GithubPlace = { url: github.url, app: github.apps.app, kind: "app" };
  const databaseFile = join(folder, "fairlead.sqlite");
  const vaultKeyFile = join(folder, "vault.key");
  const file = openSqlite(databaseFile);
  const store = scopedStore(sqliteStore(file), "default/github");
  const vault = createVault({ store, keyRing: localKeyRing(keyFile(vaultKeyFile)) });
  const vendor = githubAccess(place);
  const connections = createConnections({ store, vault, vendor });
  const grant = await signInAs(vendor, "trenn");
  const principal = { tenant: "default", subject: grant.identity.subject };
  await connections.save({ principal, grant, profile: undefined });

  github.control.advance(HOURS_8);
  const exchanges = () => github.control.requests().filter(({ path }) => path === "/login/oauth/access_token").length;
  const before = exchanges();
  const input = { databaseFile, vaultKeyFile, place, connectionHolder: principal, calls: CALLS, aheadMs: HOURS_8 };
  const started = await Promise.all(Array.from({ length: PROCESSES }, () => startProcess(input)));
  const results = (await Promise.all(started.map((go) => go()))).flat();

  expect(results.filter(({ login }) => login === "trenn")).toHaveLength(PROCESSES * CALLS);
  expect(exchanges() - before).toBe(1);
  const tokens = new Set(results.map(({ token }) => token));
  expect([tokens.size, tokens.has(grant.secret.access)]).toEqual([1, false]);
  file.close();
});
