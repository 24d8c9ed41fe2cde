import { createHmac, timingSafeEqual } from "node:crypto";

/** Bytes of a SHA-256. */
const LENGTH = 32;
/** That many bytes, in each way of writing them. */
const FORMS = { hex: /^[0-9a-f]{64}$/i, base64: /^[A-Za-z\d+/]{43}=$/ } as const;

/**
 * Whether `signature` is the HMAC-SHA256 of these bytes under the secret. Takes as long for a wrong one as for a right one.
 *
 * @param encoding of the signature: hexadecimal digits unless said
 */
export function isSigned(
  bytes: Buffer,
  signature: string,
  secret: string | Buffer,
  encoding: keyof typeof FORMS = "hex",
): boolean {
  const expected = createHmac("sha256", secret).update(bytes).digest();
  const wellFormed = FORMS[encoding].test(signature);
  // What is no signature at all is compared, too.
  const given = wellFormed ? Buffer.from(signature, encoding) : Buffer.alloc(LENGTH);
  return timingSafeEqual(expected, given) && wellFormed;
}
