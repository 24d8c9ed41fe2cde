import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { lru } from "../store/index.ts";

const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const MAX_KEYS = 5_000;

/** Entries as they lie where others could read them. */
export interface EntrySealer {
  /** What the entry is found under: tells nothing of the address that was read. */
  nameOf(partition: string, key: string): string;
  seal(partition: string, name: string, bytes: Uint8Array): Buffer;
  /** @returns undefined for what was not sealed so: another key, another name, changed. */
  open(partition: string, name: string, sealed: Buffer): Buffer | undefined;
}

/** AES-256-GCM, each partition with a key of its own (HKDF-SHA256); the name is sealed in, so that entries cannot change places. */
export function entrySealer(secret: Buffer): EntrySealer {
  const keys = lru<Buffer>(MAX_KEYS);
  const keyOf = (partition: string) => {
    let key = keys.get(partition);
    if (key === undefined) {
      key = Buffer.from(hkdfSync("sha256", secret, partition, "fairlead/cache/entry/1", 32));
      keys.set(partition, key);
    }
    return key;
  };
  return {
    nameOf: (partition, key) => `${partition}/${createHash("sha256").update(key).digest("base64url")}`,
    seal(partition, name, bytes) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, keyOf(partition), nonce).setAAD(Buffer.from(name));
      const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    open(partition, name, sealed) {
      if (sealed.byteLength < NONCE_BYTES + TAG_BYTES) return undefined;
      const nonce = sealed.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv(ALGORITHM, keyOf(partition), nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(name)).setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
      } catch {
        return undefined;
      }
    },
  };
}
