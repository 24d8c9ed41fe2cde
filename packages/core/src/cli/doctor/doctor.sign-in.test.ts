import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@fairlead/sandbox/services";
import { startGithub } from "@fairlead/sandbox/github";
import { afterAll, afterEach, expect, test } from "vitest";
import { connectorVault, openKeys } from "../../auth/index.ts";
import { coreSettings, loadSettings } from "../../config/index.ts";
import { openState } from "../../store/index.ts";
import { examine } from "./testing/examine.ts";

const github = await startGithub({ seed: "empty" });
const { clientId, clientSecret } = github.apps.oauth;
const folder = mkdtempSync(join(tmpdir(), "doctor-"));
const PORT = String(await freePort());
const base = { GITHUB_HOST: github.url, FAIRLEAD_DATA: join(folder, "data"), PORT };
const signIn = { ...base, GITHUB_CLIENT_ID: clientId, GITHUB_CLIENT_SECRET: clientSecret };
const withToken = { ...base, GITHUB_TOKEN: github.tokens.mlind };

afterEach(() => github.control.reset());
afterAll(async () => {
  await github.close();
  rmSync(folder, { recursive: true });
});

test("a set-up that is right has nothing wrong but that the server does not run, and nothing is changed anywhere", async () => {
  const found = await examine(signIn);
  expect(found.with("fail")).toEqual([]);
  expect(found.with("warn")).toEqual(["proxy"]);
  expect(found.code).toBe(1);
  expect(found.of("oauth-app")).toMatchObject([{ verdict: "ok", about: "github" }]);
  const own = await examine(withToken);
  expect(own.of("token")).toMatchObject([
    { verdict: "ok", found: expect.stringContaining("mlind at 127.0.0.1") as string },
  ]);
  expect(own.of("clock")).toMatchObject([{ verdict: "ok" }]);
  expect(() => rmSync(join(folder, "data"), { recursive: true })).toThrow(/ENOENT/);
});

test("a callback address that is not registered", async () => {
  const app = github.world.signIn.apps.get(clientId);
  app?.callbackUrls.push("https://old.example.com/callback");
  const found = await examine({ ...signIn, PUBLIC_URL: "http://localhost:3000" });
  expect(found.wrong("oauth-app")).toMatch(/does not take http:\/\/localhost:3000\/callback[\s\S]*Register exactly/);
  expect(found.code).toBe(2);
});

test("a client secret that is wrong, and a client id that is", async () => {
  const secret = await examine({ ...signIn, GITHUB_CLIENT_SECRET: "canary-secret-0123456789" });
  expect(secret.wrong("oauth-app")).toMatch(
    /does not take the client secret of the app Ov23[\s\S]*Make a new client secret/,
  );
  expect(secret.out).not.toContain("canary");
  const id = await examine({ ...signIn, GITHUB_CLIENT_ID: "Ov23nobody" });
  expect(id.wrong("oauth-app")).toContain("knows no app Ov23nobody");
});

test("a token that lacks a scope, with the tools that need it", async () => {
  const found = await examine({ ...base, GITHUB_TOKEN: github.tokens.driveby7 });
  expect(found.wrong("token")).toMatch(/driveby7 lacks read:org \(list_teams\)[\s\S]*FAIRLEAD_EXCLUDE_TOOLS/);
  const left = { ...base, GITHUB_TOKEN: github.tokens.driveby7, FAIRLEAD_EXCLUDE_TOOLS: "list_teams,edit_file" };
  expect((await examine(left)).of("token")).toMatchObject([{ verdict: "ok" }]);
});

test("a scope of tools that the operator lets nobody use is not missed", async () => {
  const env = { ...base, GITHUB_TOKEN: github.tokens.trenn };
  expect((await examine(env)).wrong("token")).toContain("trenn lacks workflow (edit_file)");
  for (const narrow of [{ POLICY_ACCESS: "read" }, { FAIRLEAD_READONLY: "on" }] as Record<string, string>[]) {
    expect((await examine({ ...env, ...narrow })).of("token")).toMatchObject([{ verdict: "ok" }]);
  }
});

test("says where nobody tells what is allowed: permissions of a GitHub App, and of tokens without scopes", async () => {
  const app = { GITHUB_CLIENT_ID: github.apps.app.clientId, GITHUB_CLIENT_SECRET: github.apps.app.clientSecret };
  const found = await examine({ ...base, ...app, GITHUB_APP_KIND: "app" });
  expect(found.of("oauth-app")).toMatchObject([
    { verdict: "ok", found: expect.stringContaining("part of its registration") as string },
  ]);
  expect((await examine(signIn)).of("oauth-app")[0]?.found).not.toContain("registration");
  const fine = await examine({ ...base, GITHUB_TOKEN: github.tokens.fine });
  expect(fine.of("token")).toMatchObject([
    {
      verdict: "ok",
      found: expect.stringContaining("GitHub does not tell what a token of this kind may do") as string,
    },
  ]);
});

test("a token that the vendor does not know, configured or given", async () => {
  const found = await examine({ ...base, GITHUB_TOKEN: "ghp_canary0123456789" });
  expect(found.wrong("token")).toMatch(/does not know this token[\s\S]*make a new one/);
  const given = await examine(withToken, { args: ["--token", "github"], token: "odd-canary-secret" });
  expect(given.wrong("token")).toContain("does not know this token");
  expect(found.out + given.out).not.toContain("canary");
});

test("a vendor that cannot be reached; what depends on it does not say so again", async () => {
  const port = await freePort();
  const found = await examine({ ...signIn, GITHUB_HOST: `http://127.0.0.1:${port}`, GITHUB_TOKEN: "ghp_0123456789" });
  expect(found.wrong("vendor")).toMatch(/127\.0\.0\.1:\d+ cannot be reached: nothing listens there/);
  expect(found.with("fail")).toEqual(["vendor"]);
  expect(found.of("oauth-app")).toMatchObject([{ verdict: "skip" }]);
});

test.each([
  [-600_000, /10 min behind that of 127/],
  [600_000, /10 min ahead of that of 127/],
])("a clock that is %i ms off", async (offMs, expected) => {
  const found = await examine(withToken, { system: { now: () => Date.now() + offMs } });
  expect(found.wrong("clock")).toMatch(expected);
  expect(found.wrong("clock")).toContain("NTP");
});

test("vault keys that do not open what is kept: another key under the same id, or none of that id", async () => {
  const key = (kid: string) => `${kid}:${randomBytes(32).toString("base64")}`;
  const env = { ...signIn, FAIRLEAD_DATA: join(folder, "vault"), FAIRLEAD_SECRET: "s".repeat(32) };
  const before = { ...env, FAIRLEAD_VAULT_KEYS: key("k1") };
  const settings = loadSettings(coreSettings, { env: before });
  const state = await openState(settings, () => {});
  const { keyRing } = openKeys(settings, { shared: false });
  const owner = { tenant: "default", subject: "ann", connector: "github", id: "c1" };
  await connectorVault({ store: state.durable, keyRing }, "github").put(owner, { access: "canary-token" });
  await state.close();
  expect((await examine(before)).of("vault")).toMatchObject([
    { verdict: "ok", found: "The keys open what is kept (1 seen)." },
  ]);
  const same = await examine({ ...env, FAIRLEAD_VAULT_KEYS: key("k1") });
  expect(same.wrong("vault")).toMatch(/1 of 1 tokens do not open[\s\S]*another key under an id/);
  const other = await examine({ ...env, FAIRLEAD_VAULT_KEYS: key("k2") });
  expect(other.wrong("vault")).toMatch(/need the key "k1", which is not there[\s\S]*Put it back/);
  expect(same.out + other.out).not.toContain("canary");
});
