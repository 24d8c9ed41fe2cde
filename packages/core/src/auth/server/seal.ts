import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts and authenticates bytes with the first key. */
export function sealBytes(keys: readonly Buffer[], bytes: Uint8Array, binding: string): string {
  const [key] = keys;
  if (key === undefined) throw new Error("There is no key to seal with.");
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce);
  cipher.setAAD(Buffer.from(binding));
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]).toString("base64url");
}

/** @returns undefined when no key opens it, or it belongs to something else. */
export function openBytes(keys: readonly Buffer[], sealed: string, binding: string): Buffer | undefined {
  const bytes = Buffer.from(sealed, "base64url");
  // One text for one value: decoding forgives signs that mean nothing, and a list of denied ids must not.
  if (bytes.length < NONCE_BYTES + TAG_BYTES || bytes.toString("base64url") !== sealed) return undefined;
  for (const key of keys) {
    try {
      const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES));
      decipher.setAAD(Buffer.from(binding));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    } catch {
      // Not sealed with this key; the ring may have an older one.
    }
  }
  return undefined;
}
