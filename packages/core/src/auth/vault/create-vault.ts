import { randomBytes } from "node:crypto";
import type { RememberedKind, Store } from "../../store/index.ts";
import type { VendorSecret } from "../vendor/index.ts";
import type { KeyRing, WrappedKey } from "./key-ring.ts";
import { openBytes, sealBytes } from "./seal-bytes.ts";
import { VaultError } from "./vault-error.ts";
import type { SecretOwner, Vault } from "./vault.ts";

const ALL = "vault";
const VERSION = 1;
const KEY_BYTES = 32;
const REWRAP_ATTEMPTS = 5;

/** What the store sees. */
interface Sealed {
  v: typeof VERSION;
  /** Who it belongs to: needed to open it, and useless to change. */
  owner: SecretOwner;
  /** The record's own key. */
  dek: WrappedKey;
  /** base64url */
  ct: string;
}

const PREFIX = "vault/";
const keyOf = ({ id }: SecretOwner) => `${PREFIX}${id}`;

/** The records of secrets. */
export const SECRETS: readonly RememberedKind[] = [{ prefix: PREFIX }];

/**
 * Envelope encryption: each record has a random key of its own, which a key of the ring has wrapped. Rotation rewraps these
 * keys and leaves the secrets alone.
 */
export function createVault({ store, keyRing }: { store: Store; keyRing: KeyRing }): Vault {
  return {
    async put(owner, secret) {
      const binding = bindingOf(owner);
      const key = randomBytes(KEY_BYTES);
      const sealed: Sealed = {
        v: VERSION,
        owner: { tenant: owner.tenant, subject: owner.subject, connector: owner.connector, id: owner.id },
        dek: await keyRing.wrap(key, binding),
        ct: sealBytes(key, Buffer.from(JSON.stringify(secret)), binding).toString("base64url"),
      };
      await store.set(keyOf(owner), sealed, Infinity, [ALL]);
    },
    async get(owner) {
      const sealed = (await store.get(keyOf(owner))) as Sealed | undefined;
      if (sealed === undefined) return undefined;
      // The owner who asks, not the one that the row names: a row moved between tenants must not open.
      const binding = bindingOf(owner);
      const key = await keyRing.unwrap(sealed.dek, binding);
      const plain = openBytes(key, Buffer.from(sealed.ct, "base64url"), binding);
      return JSON.parse(plain.toString("utf8")) as VendorSecret;
    },
    async look(most) {
      const missing = new Set<string>();
      const counts = { opened: 0, failed: 0 };
      for (const { value } of await store.list(ALL, { limit: most })) {
        const { dek, owner } = value as Sealed;
        try {
          await keyRing.unwrap(dek, bindingOf(owner));
          counts.opened += 1;
        } catch (error) {
          if (!(error instanceof VaultError)) throw error;
          counts.failed += 1;
          if (error.code === "unknown_key") missing.add(dek.kid);
        }
      }
      return { ...counts, missingKeys: [...missing] };
    },
    async delete(owner) {
      await store.delete(keyOf(owner));
    },
    async rewrap() {
      const counts = { rewrapped: 0, current: 0, failed: 0 };
      const missing = new Set<string>();
      for (let after = ""; ;) {
        const entries = await store.list(ALL, { after });
        for (const { key } of entries) {
          const outcome = await rewrapOne(store, keyRing, key);
          if (typeof outcome === "object") missing.add(outcome.lacks);
          counts[typeof outcome === "object" ? "failed" : outcome] += 1;
        }
        const last = entries.at(-1);
        if (last === undefined) return { ...counts, missingKeys: [...missing] };
        after = last.key;
      }
    },
  };
}

/** Tries anew when a refresh writes the record meanwhile: a replica with yesterday's ring may have wrapped it with the old key. */
async function rewrapOne(
  store: Store,
  keyRing: KeyRing,
  key: string,
): Promise<"rewrapped" | "current" | "failed" | { lacks: string }> {
  for (let attempt = 0; attempt < REWRAP_ATTEMPTS; attempt += 1) {
    const sealed = (await store.get(key)) as Sealed | undefined;
    if (sealed === undefined || sealed.dek.kid === keyRing.current) return "current";
    const binding = bindingOf(sealed.owner);
    try {
      const dek = await keyRing.wrap(await keyRing.unwrap(sealed.dek, binding), binding);
      if (await store.swap(key, sealed, { ...sealed, dek })) return "rewrapped";
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      return error.code === "unknown_key" ? { lacks: sealed.dek.kid } : "failed";
    }
  }
  return "failed";
}

function bindingOf({ tenant, subject, connector, id }: SecretOwner): Buffer {
  return Buffer.from(JSON.stringify([tenant, subject, connector, id]));
}
