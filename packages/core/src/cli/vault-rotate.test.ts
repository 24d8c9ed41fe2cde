import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { connectorVault, openKeys } from "../auth/index.ts";
import { defineConnector, defineVendor } from "../connector/index.ts";
import { openSqlite, sqliteStore } from "../store/index.ts";
import { runCommand } from "./run-command.ts";
import { recordingContext } from "./testing/recording-context.ts";

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const key = (kid: string) => `${kid}:${randomBytes(32).toString("base64")}`;
const [k1, k2, k3] = [key("k1"), key("k2"), key("k3")];

function connector(name: string) {
  return defineConnector({
    name,
    title: name,
    version: "1.0.0",
    description: name,
    instructions: "",
    vendor: defineVendor({
      name,
      title: name,
      settings: z.object({}),
      scopes: {},
      baseline: [],
      endpoint: () => ({ hosts: ["vendor.example"] }),
      authorize: () => {},
      operatorCredential: () => ({ kind: "pat", token: "t" }),
      client: () => ({}),
      identify: () => Promise.reject(new Error("nobody")),
      explain: () => undefined,
    }),
    toolsets: {},
    defaultTools: [],
  });
}

const connectors = [connector("one"), connector("other")];
const CLIENTS = JSON.stringify([{ clientId: "svc", clientName: "svc", clientSecret: "s".repeat(32), service: true }]);

function install() {
  const folder = mkdtempSync(join(tmpdir(), "rotate-"));
  folders.push(folder);
  const data = join(folder, "data");
  /** The vaults as a server with these keys has them, for as long as `work` takes. */
  const serving = async <Result>(
    vaultKeys: string,
    work: (vault: (of: string) => ReturnType<typeof connectorVault>) => Promise<Result>,
  ) => {
    const { keyRing } = openKeys({ data, secret: undefined, previousSecrets: [], vaultKeys }, { shared: false });
    const file = openSqlite(join(data, "fairlead.db"));
    try {
      return await work((name) => connectorVault({ store: sqliteStore(file), keyRing }, name));
    } finally {
      file.close();
    }
  };
  return {
    serving,
    async rotate(vaultKeys: string, env: Record<string, string> = {}) {
      const context = recordingContext({
        connectors,
        folder,
        env: { AUTH: "oauth", AUTH_CLIENTS: CLIENTS, FAIRLEAD_DATA: data, FAIRLEAD_VAULT_KEYS: vaultKeys, ...env },
      });
      return { code: await runCommand(["vault", "rotate"], context), ...context.said() };
    },
  };
}

const owner = (of: string, id: string) => ({ tenant: "default", subject: "s", connector: of, id });

test("wraps the records of every connector anew, says how many, and then the old key can go", async () => {
  const { serving, rotate } = install();
  await serving(k1, async (vault) => {
    for (const id of ["a", "b", "c"]) await vault("one").put(owner("one", id), { access: id });
    await vault("other").put(owner("other", "a"), { access: "other" });
  });
  expect(await rotate(`${k2},${k1}`)).toEqual({
    code: 0,
    out: expect.stringMatching(
      /the current key is "k2"\.\none: 3 wrapped anew, 0 already were, 0 failed\.\nother: 1 wrapped anew, 0 already/,
    ),
    err: "",
  });
  expect(await rotate(`${k2},${k1}`)).toMatchObject({
    code: 0,
    out: expect.stringContaining("0 wrapped anew, 3 already"),
  });
  await serving(k2, async (vault) => {
    expect(await vault("one").get(owner("one", "b"))).toEqual({ access: "b" });
    expect(await vault("other").get(owner("other", "a"))).toEqual({ access: "other" });
  });
});

test("names a key that was taken out too early, does the rest, and can be repeated", async () => {
  const { serving, rotate } = install();
  await serving(k1, async (vault) => vault("one").put(owner("one", "a"), { access: "a" }));
  await serving(k2, async (vault) => vault("one").put(owner("one", "b"), { access: "b" }));
  expect(await rotate(`${k3},${k2}`)).toEqual({
    code: 1,
    out: expect.stringContaining("one: 1 wrapped anew, 0 already were, 1 failed."),
    err: expect.stringMatching(/^one: the ring lacks "k1"\. Put it back/),
  });
  expect(await rotate(`${k3},${k1}`)).toMatchObject({
    code: 0,
    out: expect.stringContaining("one: 1 wrapped anew, 1 already"),
  });
});

test("says what it says without a key or a secret", async () => {
  const { serving, rotate } = install();
  await serving(k1, async (vault) => vault("one").put(owner("one", "a"), { access: "canary" }));
  const { out, err } = await rotate(`${k2},${k1}`);
  for (const secret of ["canary", ...[k1, k2].map((line) => line.split(":")[1] ?? "")]) {
    expect(out + err).not.toContain(secret);
  }
});

test.each([
  ["where nobody signs in", { AUTH: "none", AUTH_CLIENTS: "[]" }, "AUTH is none"],
  ["where nothing is kept", { FAIRLEAD_DATA: ":memory:" }, ":memory:"],
])("%s there is no vault, and it says so", async (_where, env, words) => {
  expect(await install().rotate(k1, env)).toEqual({ code: 1, out: "", err: expect.stringContaining(words) });
});
