import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { memoryStore, type Store } from "../../store/index.ts";
import { createVault } from "./create-vault.ts";
import { keyFile } from "./key-file.ts";
import { localKeyRing } from "./key-ring.ts";
import { parseKeys } from "./parse-keys.ts";
import type { SecretOwner } from "./vault.ts";

const first = { kid: "k1", key: randomBytes(32) };
const second = { kid: "k2", key: randomBytes(32) };
const owner: SecretOwner = { tenant: "default", subject: "github:github.com:7", connector: "github", id: "c1" };
const secret = { access: "ghu_canary", refresh: "ghr_canary", expiresAtMs: 1, scopes: ["repo"] };

interface Row {
  dek: { kid: string; w: string };
  ct: string;
  owner: SecretOwner;
}

function setUp(keys = [first], store: Store = memoryStore()) {
  return { store, vault: createVault({ store, keyRing: localKeyRing(keys) }) };
}

function flip(text: string, at: number, bit: number): string {
  const bytes = Buffer.from(text, "base64url");
  const index = at % bytes.length;
  bytes[index] = (bytes[index] ?? 0) ^ (1 << bit);
  return bytes.toString("base64url");
}

const rowOf = async (store: Store, id = "c1") => (await store.get(`vault/${id}`)) as Row;

describe("a secret", () => {
  test("comes back to its owner, and is gone when deleted", async () => {
    const { vault } = setUp();
    await vault.put(owner, secret);
    expect(await vault.get(owner)).toEqual(secret);
    await vault.delete(owner);
    expect(await vault.get(owner)).toBeUndefined();
  });

  test("is nowhere to be read in the store, and differs each time", async () => {
    const { vault, store } = setUp();
    await vault.put(owner, secret);
    const row = await rowOf(store);
    await vault.put(owner, secret);
    const again = await rowOf(store);
    expect(JSON.stringify(row)).not.toMatch(/canary/);
    expect([row.ct === again.ct, row.dek.w === again.dek.w]).toEqual([false, false]);
  });

  test.each([
    ["tenant", { tenant: "other" }],
    ["subject", { subject: "github:github.com:8" }],
    ["connector", { connector: "gitlab" }],
    ["connection", { id: "c2" }],
  ])("does not open for another %s, wherever its row is moved", async (_name, change) => {
    const { vault, store } = setUp();
    await vault.put(owner, secret);
    const thief = { ...owner, ...change };
    // As somebody with write access to the database would do it, owner's name included.
    await store.set(`vault/${thief.id}`, { ...(await rowOf(store)), owner: thief }, Infinity);
    await expect(vault.get(thief)).rejects.toMatchObject({ name: "VaultError", code: "unreadable" });
  });

  test("does not open under fields that were shifted into each other", async () => {
    const { vault, store } = setUp();
    await vault.put({ ...owner, tenant: "a", subject: 'b","c' }, secret);
    await expect(vault.get({ ...owner, tenant: 'a","b', subject: "c" })).rejects.toMatchObject({ code: "unreadable" });
    expect(await rowOf(store)).toBeDefined();
  });

  test("does not open after any change of a byte", async () => {
    const { vault, store } = setUp();
    await vault.put(owner, secret);
    const row = await rowOf(store);
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.nat(500), fc.nat(7), async (inKey, at, bit) => {
        const changed = inKey
          ? { ...row, dek: { ...row.dek, w: flip(row.dek.w, at, bit) } }
          : { ...row, ct: flip(row.ct, at, bit) };
        await store.set("vault/c1", changed, Infinity);
        await expect(vault.get(owner)).rejects.toMatchObject({ code: "unreadable" });
      }),
    );
    await store.set("vault/c1", { ...row, ct: "" }, Infinity);
    await expect(vault.get(owner)).rejects.toMatchObject({ code: "unreadable" });
  });

  test("does not open with the keys of another record", async () => {
    const { vault, store } = setUp();
    await vault.put(owner, secret);
    await vault.put({ ...owner, id: "c2" }, secret);
    await store.set("vault/c1", { ...(await rowOf(store)), dek: (await rowOf(store, "c2")).dek }, Infinity);
    await expect(vault.get(owner)).rejects.toMatchObject({ code: "unreadable" });
  });
});

describe("rotation", () => {
  const owners = Array.from({ length: 250 }, (_, index) => ({ ...owner, id: `c${String(index).padStart(3, "0")}` }));

  test("wraps every key anew, leaves the secrets alone, and the old key can go", async () => {
    const { store, vault } = setUp();
    for (const each of owners) await vault.put(each, { access: each.id });
    const before = await rowOf(store, "c042");
    const rotating = setUp([second, first], store).vault;
    await rotating.put({ ...owner, id: "new" }, { access: "new" });
    expect(await rotating.rewrap()).toEqual({ rewrapped: 250, current: 1, failed: 0, missingKeys: [] });
    const after = await rowOf(store, "c042");
    expect([after.ct, after.dek.kid]).toEqual([before.ct, "k2"]);
    const withoutOld = setUp([second], store).vault;
    for (const each of owners) expect(await withoutOld.get(each)).toEqual({ access: each.id });
    expect(await withoutOld.rewrap()).toEqual({ rewrapped: 0, current: 251, failed: 0, missingKeys: [] });
  });

  test("a key that is missing is named, and the others go on", async () => {
    const { store, vault } = setUp();
    await vault.put(owner, secret);
    await setUp([second], store).vault.put({ ...owner, id: "c2" }, secret);
    const third = { kid: "k3", key: randomBytes(32) };
    const lacking = setUp([third, second], store).vault;
    await expect(lacking.get(owner)).rejects.toMatchObject({
      code: "unknown_key",
      message: expect.stringContaining('"k1"'),
    });
    expect(await lacking.rewrap()).toEqual({ rewrapped: 1, current: 0, failed: 1, missingKeys: ["k1"] });
  });

  test("may be cut off anywhere and run again", async () => {
    const { store, vault } = setUp();
    for (const each of owners.slice(0, 120)) await vault.put(each, { access: each.id });
    let swaps = 0;
    const dying: Store = {
      ...store,
      async swap(...change) {
        swaps += 1;
        if (swaps % 50 === 0) throw new Error("killed");
        return store.swap(...change);
      },
    };
    const cutOff = () => setUp([second, first], dying).vault.rewrap();
    await expect(cutOff()).rejects.toThrow("killed");
    await expect(cutOff()).rejects.toThrow("killed");
    // Until it is through, both keys are needed, and whoever has both can read everything.
    const both = setUp([second, first], store).vault;
    for (const each of owners.slice(0, 120)) expect(await both.get(each)).toEqual({ access: each.id });
    expect(await both.rewrap()).toEqual({ rewrapped: 22, current: 98, failed: 0, missingKeys: [] });
    const without = setUp([second], store).vault;
    for (const each of owners.slice(0, 120)) expect(await without.get(each)).toEqual({ access: each.id });
  });

  test("does not undo what a refresh writes meanwhile", async () => {
    const { store, vault } = setUp();
    await vault.put(owner, secret);
    let refreshed = false;
    const racing: Store = {
      ...store,
      async swap(key, before, after) {
        if (!refreshed) await vault.put(owner, { access: "refreshed" });
        refreshed = true;
        return store.swap(key, before, after);
      },
    };
    expect(await setUp([second, first], racing).vault.rewrap()).toEqual({
      rewrapped: 1,
      current: 0,
      failed: 0,
      missingKeys: [],
    });
    expect(await setUp([second], store).vault.get(owner)).toEqual({ access: "refreshed" });
  });
});

describe("keys", () => {
  const line = ({ kid, key }: typeof first) => `${kid}:${key.toString("base64")}`;

  test("are read in order, the first is current", () => {
    const keys = parseKeys(`${line(second)},\n ${line(first)}\n`);
    expect(keys).toEqual([second, first]);
    expect(localKeyRing(keys).current).toBe("k2");
  });

  test.each([
    ["", /no key/],
    ["k1", /Key 1/],
    [`${line(first)} k2:c2hvcnQ=`, /Key 2/],
    ["k 1:x", /Key 1/],
  ])("%j is refused without being repeated", (text, message) => {
    expect(() => parseKeys(text)).toThrow(message);
    expect(() => parseKeys(text)).not.toThrow(/c2hvcnQ/);
  });

  test("an id may be there once, a key has 32 bytes, a ring has a key", () => {
    expect(() => localKeyRing([first, { ...second, kid: "k1" }])).toThrow(TypeError);
    expect(() => localKeyRing([{ kid: "k1", key: randomBytes(16) }])).toThrow(TypeError);
    expect(() => localKeyRing([])).toThrow(TypeError);
  });

  test("a file of keys is made once, for its owner only, and refused when others may read it", () => {
    const folder = mkdtempSync(join(tmpdir(), "keys-"));
    const path = join(folder, "data", "vault.key");
    const made = keyFile(path);
    expect([keyFile(path), statSync(path).mode & 0o777, made.length]).toEqual([made, 0o600, 1]);
    chmodSync(path, 0o644);
    expect(() => keyFile(path)).toThrow(/chmod 600/);
    writeFileSync(path, "nonsense");
    chmodSync(path, 0o600);
    expect(() => keyFile(path)).toThrow(/Key 1/);
    rmSync(folder, { recursive: true });
  });
});
