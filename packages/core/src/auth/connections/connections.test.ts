import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGithub } from "@fairlead/sandbox/github";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSqlite, scopedStore, sqliteStore } from "../../store/index.ts";
import { githubAccess, signInAs } from "../testing/github-sign-in.ts";
import { createVault, keyFile, localKeyRing } from "../vault/index.ts";
import type { VendorGrant } from "../vendor/index.ts";
import { createConnections } from "./create-connections.ts";

const github = await startGithub({ seed: "empty" });
afterAll(() => github.close());

const folders: string[] = [];
const closing: (() => void)[] = [];
beforeEach(() => github.control.reset());
afterEach(() => {
  for (const close of closing.splice(0)) close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Connections to the stand-in in a file of their own. */
function setUp(kind: "app" | "oauth" = "oauth") {
  const folder = mkdtempSync(join(tmpdir(), "connections-"));
  folders.push(folder);
  const file = openSqlite(join(folder, "fairlead.sqlite"));
  closing.push(() => file.close());
  const store = scopedStore(sqliteStore(file), "default/github");
  const vendor = githubAccess({ url: github.url, app: github.apps[kind], kind });
  const vault = createVault({ store, keyRing: localKeyRing(keyFile(join(folder, "vault.key"))) });
  const moves: (readonly [from: string, to: string])[] = [];
  const onMove = async (from: string, to: string) => void moves.push([from, to]);
  const connections = createConnections({ store, vault, vendor, onMove });
  const ended: string[] = [];
  connections.onGrantsEnded(async (grants, reason) => {
    // As an authorization server does: its own event comes back to us.
    for (const { grantId } of grants) await connections.grantEnded(grantId);
    ended.push(...grants.map(({ grantId }) => `${grantId} ${reason}`));
  });
  const save = (grant: VendorGrant, grantId: string, profile?: string) =>
    connections.save({
      principal: holderOf(grant),
      grant,
      profile,
      client: { grantId, clientId: `client of ${grantId}`, clientName: `Program ${grantId}` },
    });
  return { folder, vendor, vault, connections, ended, moves, save };
}

const holderOf = ({ identity: { subject } }: VendorGrant) => ({ tenant: "default", subject });

async function alive(token: string): Promise<boolean> {
  const response = await fetch(`${github.restUrl}/user`, { headers: { authorization: `Bearer ${token}` } });
  return response.ok;
}

describe("a sign-in", () => {
  test("through the vendor is shared by the clients of one account and set of scopes", async () => {
    const { vendor, connections, save } = setUp();
    const [first, second, wider] = [
      await signInAs(vendor, "mlind", ["repo", "read:org"]),
      await signInAs(vendor, "mlind", ["read:org", "repo"]),
      await signInAs(vendor, "mlind", ["repo", "read:org", "workflow"]),
    ];
    const saved = [await save(first, "g1"), await save(second, "g2"), await save(wider, "g3")];
    expect([saved[0]?.id === saved[1]?.id, saved[0]?.id === saved[2]?.id]).toEqual([true, false]);
    const list = await connections.list(holderOf(first));
    expect(list.map(({ scopes, grants }) => [scopes, grants.map(({ grantId }) => grantId)])).toEqual([
      [
        ["read:org", "repo"],
        ["g1", "g2"],
      ],
      [["repo", "read:org", "workflow"], ["g3"]],
    ]);
    expect(list[0]).toMatchObject({ login: "mlind", authKind: "oauth", credentialKind: "gho_", status: "active" });
  });

  test("with a pasted token is shared with nobody, not even the account's own sign-in", async () => {
    const { vendor, connections, save } = setUp();
    const strong = await signInAs(vendor, "mlind", ["repo"]);
    const pasted = await vendor.tokens?.verify(github.tokens.mlind);
    if (pasted === undefined) throw new Error("no token");
    expect(pasted.identity.subject).toBe(strong.identity.subject);
    await save(strong, "g1");
    await save(pasted, "g2");
    const credentials = ["g1", "g2"].map(async (grantId) => {
      const record = await connections.ofGrant(holderOf(strong), grantId);
      return record && (await connections.credential(record)).token;
    });
    expect(await Promise.all(credentials)).toEqual([strong.secret.access, github.tokens.mlind]);
  });

  test("with one pasted token of an account does not reach another one, whatever they may do", async () => {
    const { vendor, connections, save } = setUp();
    const pasted = await vendor.tokens?.verify(github.tokens.mlind);
    if (pasted === undefined) throw new Error("no token");
    // As fine-grained tokens are: what they may do is not told.
    const { scopes: _, ...weak } = pasted.secret;
    const records = [
      await save({ ...pasted, secret: weak }, "g1"),
      await save({ ...pasted, secret: { ...weak, access: "github_pat_stronger" } }, "g2"),
      await save({ ...pasted, secret: weak }, "g3"),
    ];
    expect(new Set(records.map(({ id }) => id)).size).toBe(2);
    const tokens = await Promise.all(records.map(async (record) => (await connections.credential(record)).token));
    expect(tokens).toEqual([github.tokens.mlind, "github_pat_stronger", github.tokens.mlind]);
  });

  test("of a token that the vendor does not know leaves no trace", async () => {
    const { vendor, folder } = setUp();
    await expect(vendor.tokens?.verify("ghp_unknownCanaryToken")).rejects.toMatchObject({ code: "refused" });
    expect(filesOf(folder)).not.toContain("CanaryToken");
  });

  test("with more scopes moves the client, and ends what nobody uses any more", async () => {
    const { vendor, connections, moves, save } = setUp();
    const [narrow, wide] = [
      await signInAs(vendor, "mlind", ["repo"]),
      await signInAs(vendor, "mlind", ["repo", "gist"]),
    ];
    const [first, second] = [await save(narrow, "g1"), await save(wide, "g1")];
    expect(moves).toEqual([[first.id, second.id]]);
    expect((await connections.list(holderOf(wide))).map(({ scopes }) => scopes)).toEqual([["repo", "gist"]]);
    expect([await alive(narrow.secret.access), await alive(wide.secret.access)]).toEqual([false, true]);
  });

  test("with another account moves the client, and nothing that the owner of the first one allows", async () => {
    const { vendor, moves, save } = setUp();
    await save(await signInAs(vendor, "mlind", ["repo"]), "g1");
    await save(await signInAs(vendor, "trenn", ["repo"]), "g1");
    expect(moves).toEqual([]);
  });

  test("keeps accounts and profiles apart", async () => {
    const { vendor, connections, save } = setUp("app");
    const [lind, trenn] = [await signInAs(vendor, "mlind"), await signInAs(vendor, "trenn")];
    await save(lind, "g1");
    await save(lind, "g2", "work");
    await save(trenn, "g3");
    expect((await connections.find(holderOf(lind), "work"))?.profile).toBe("work");
    expect((await connections.find(holderOf(lind), undefined))?.profile).toBeUndefined();
    expect(await connections.find(holderOf(trenn), "work")).toBeUndefined();
    expect(await connections.ofGrant(holderOf(trenn), "g1")).toBeUndefined();
    expect(await connections.ofGrant({ ...holderOf(lind), tenant: "other" }, "g1")).toBeUndefined();
  });
});

describe("renaming", () => {
  test("is for the owner, in one clean line", async () => {
    const { vendor, connections, save } = setUp("app");
    const lind = await signInAs(vendor, "mlind");
    const { id } = await save(lind, "g1");
    const thief = { tenant: "default", subject: "github:stand-in:1" };
    expect(await connections.rename(thief, id, "mine")).toBeUndefined();
    expect(await connections.rename(holderOf(lind), id, " \u202e\n ")).toBeUndefined();
    await connections.rename(holderOf(lind), id, "  Work\u0000 account ");
    // A further sign-in keeps the name.
    await save(await signInAs(vendor, "mlind"), "g2");
    expect((await connections.list(holderOf(lind))).map(({ label }) => label)).toEqual(["Work account"]);
  });
});

describe("disconnecting", () => {
  test("deletes row and secret, ends every grant, and the token at the vendor", async () => {
    const { vendor, vault, connections, ended, save } = setUp();
    const lind = await signInAs(vendor, "mlind", ["repo"]);
    const record = await save(lind, "g1");
    await save(lind, "g2");
    expect(await connections.revoke(holderOf(lind), record.id)).toEqual({ endedAtVendor: true });
    expect(ended.toSorted()).toEqual(["g1 revoked", "g2 revoked"]);
    expect([await connections.list(holderOf(lind)), await vault.get(record)]).toEqual([[], undefined]);
    expect(await alive(lind.secret.access)).toBe(false);
    await expect(connections.credential(record)).rejects.toMatchObject({ status: 401 });
  });

  test("is for the owner only", async () => {
    const { vendor, connections, ended, save } = setUp();
    const lind = await signInAs(vendor, "mlind", ["repo"]);
    const { id } = await save(lind, "g1");
    const trenn = holderOf(await signInAs(vendor, "trenn", ["repo"]));
    expect([await connections.revoke(trenn, id), ended, await alive(lind.secret.access)]).toEqual([
      undefined,
      [],
      true,
    ]);
  });

  test("leaves a pasted token alive: it is the person's own", async () => {
    const { vendor, connections, save } = setUp();
    const pasted = await vendor.tokens?.verify(github.tokens.trenn);
    if (pasted === undefined) throw new Error("no token");
    const { id } = await save(pasted, "g1");
    expect(await connections.revoke(holderOf(pasted), id)).toEqual({ endedAtVendor: false });
    expect(await alive(github.tokens.trenn)).toBe(true);
  });

  test("leaves a token alive that another connection works with", async () => {
    const { vendor, connections, save } = setUp();
    const lind = await signInAs(vendor, "mlind", ["repo"]);
    const [one, other] = [await save(lind, "g1"), await save(lind, "g2", "work")];
    expect(await connections.revoke(holderOf(lind), one.id)).toEqual({ endedAtVendor: false });
    expect(await alive(lind.secret.access)).toBe(true);
    expect(await connections.revoke(holderOf(lind), other.id)).toEqual({ endedAtVendor: true });
    expect(await alive(lind.secret.access)).toBe(false);
  });

  test("works although the vendor is down", async () => {
    const { vendor, connections, ended, save } = setUp();
    const lind = await signInAs(vendor, "mlind", ["repo"]);
    const { id } = await save(lind, "g1");
    github.control.fault({ path: "/applications/**", effect: { status: 500 } });
    const outcome = await connections.revoke(holderOf(lind), id);
    expect([outcome, ended, await connections.list(holderOf(lind))]).toEqual([
      { endedAtVendor: false },
      ["g1 revoked"],
      [],
    ]);
  });
});

describe("an MCP grant that ends", () => {
  test("takes the connection along when it was the last one", async () => {
    const { vendor, connections, save } = setUp();
    const lind = await signInAs(vendor, "mlind", ["repo"]);
    await save(lind, "g1");
    await save(lind, "g2");
    await connections.grantEnded("g1");
    await connections.grantEnded("g1");
    await connections.grantEnded("unknown");
    expect([await alive(lind.secret.access), (await connections.list(holderOf(lind))).length]).toEqual([true, 1]);
    await connections.grantEnded("g2");
    expect([await alive(lind.secret.access), await connections.list(holderOf(lind))]).toEqual([false, []]);
  });

  test("is found when it has expired without a word", async () => {
    const { vendor, connections, save } = setUp();
    const [lind, trenn] = [await signInAs(vendor, "mlind", ["repo"]), await signInAs(vendor, "trenn", ["repo"])];
    await save(lind, "g1");
    await save(trenn, "g2");
    expect(await connections.prune(async (grantId) => grantId === "g2")).toBe(1);
    expect([await alive(lind.secret.access), await alive(trenn.secret.access)]).toEqual([false, true]);
  });

  test("many at once end it once", async () => {
    const { vendor, connections, save } = setUp();
    const lind = await signInAs(vendor, "mlind", ["repo"]);
    const grants = Array.from({ length: 8 }, (_, index) => `g${index}`);
    for (const grantId of grants) await save(lind, grantId);
    await Promise.all(grants.map((grantId) => connections.grantEnded(grantId)));
    expect(await connections.list(holderOf(lind))).toEqual([]);
    const revocations = github.control.requests().filter(({ method }) => method === "DELETE");
    expect(revocations).toHaveLength(1);
  });
});

test("no token stands in the database in clear: not after sign-in, renewal, pasting or disconnecting", async () => {
  const { vendor, vault, connections, save, folder } = setUp("app");
  const lind = await signInAs(vendor, "mlind");
  const record = await save(lind, "g1");
  const pasted = await vendor.tokens?.verify(github.tokens.mlind);
  if (pasted === undefined) throw new Error("no token");
  await save(pasted, "g2");
  await connections.credential(record, { refused: lind.secret.access });
  const renewed = await vault.get(record);
  const canaries = [lind.secret, pasted.secret, renewed].flatMap((secret) => [secret?.access, secret?.refresh]);
  const known = canaries.filter((canary) => canary !== undefined);
  expect(known).toHaveLength(5);
  const check = () => {
    const bytes = filesOf(folder);
    // The search finds what is there in clear: the login is.
    expect(bytes).toContain("mlind");
    for (const canary of known) {
      for (const form of [canary, Buffer.from(canary).toString("base64"), Buffer.from(canary).toString("hex")]) {
        expect(bytes.includes(form)).toBe(false);
      }
    }
  };
  check();
  await connections.revoke(holderOf(lind), record.id);
  check();
});

/** Every byte of the database's files. */
function filesOf(folder: string): string {
  return readdirSync(folder)
    .filter((name) => name.startsWith("fairlead.sqlite"))
    .map((name) => readFileSync(join(folder, name), "latin1"))
    .join("\n");
}
