const FORM = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_-]{43}=?)$/;

/**
 * Reads keys as an operator writes them: `id:base64` of 32 bytes each, with commas or line breaks between; the first is
 * current. To rotate, put a new one in front, run the rotation, then take the old one out.
 *
 * @throws TypeError that names the place, never the key.
 */
export function parseKeys(text: string): { kid: string; key: Buffer }[] {
  const parts = text.split(/[\s,]+/).filter((part) => part !== "");
  if (parts.length === 0) throw new TypeError("There is no key.");
  return parts.map((part, index) => {
    const [, kid, base64] = FORM.exec(part) ?? [];
    if (kid === undefined || base64 === undefined) {
      throw new TypeError(`Key ${index + 1} is not of the form id:base64 of 32 bytes.`);
    }
    return { kid, key: Buffer.from(base64, "base64url") };
  });
}
