import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Whether `signature` is the HMAC-SHA256 of these bytes under the secret. Takes as long for a wrong one as for a right one.
 *
 * @param signature in hexadecimal digits
 */
export function isSigned(bytes: Buffer, signature: string, secret: string): boolean {
  const expected = createHmac("sha256", secret).update(bytes).digest();
  // What is no signature at all is compared, too.
  const given = /^[0-9a-f]{64}$/i.test(signature) ? Buffer.from(signature, "hex") : Buffer.alloc(expected.length);
  const same = timingSafeEqual(expected, given);
  return same && signature.length === 64;
}
