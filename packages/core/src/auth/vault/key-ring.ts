import { openBytes, sealBytes } from "./seal-bytes.ts";
import { VaultError } from "./vault-error.ts";

/** A record's key, wrapped with a key of the ring. */
export interface WrappedKey {
  /** The id of the key that wrapped it. */
  kid: string;
  /** base64url */
  w: string;
}

/** Keys that wrap keys. A key management service fits behind it: nothing here needs to see such a key. */
export interface KeyRing {
  /** The id of the key that new records are wrapped with. */
  readonly current: string;
  wrap(key: Buffer, binding: Buffer): Promise<WrappedKey>;
  /** @throws VaultError */
  unwrap(wrapped: WrappedKey, binding: Buffer): Promise<Buffer>;
}

const KEY_BYTES = 32;

/**
 * A ring of keys held in this process.
 *
 * @param keys The first one is current; the others only open what they have wrapped.
 * @throws TypeError for an empty ring, a key that is not 32 bytes, or an id that is there twice.
 */
export function localKeyRing(keys: readonly { kid: string; key: Buffer }[]): KeyRing {
  const byId = new Map(keys.map(({ kid, key }) => [kid, key]));
  const [first] = keys;
  if (first === undefined || byId.size !== keys.length) throw new TypeError("A key ring needs keys of different ids.");
  if (keys.some(({ key }) => key.byteLength !== KEY_BYTES)) throw new TypeError(`A key has ${KEY_BYTES} bytes.`);
  return {
    current: first.kid,
    async wrap(key, binding) {
      return { kid: first.kid, w: sealBytes(first.key, key, binding).toString("base64url") };
    },
    async unwrap({ kid, w }, binding) {
      const key = byId.get(kid);
      if (key === undefined) {
        throw new VaultError("unknown_key", `The key ring has no key "${kid}", which a record was wrapped with.`);
      }
      return openBytes(key, Buffer.from(w, "base64url"), binding);
    },
  };
}
