const LIMIT = 300;

/**
 * A number that two lines share when they differ in digits only. A hash, not a text: a text would keep the whole chunk it was cut from alive.
 * 53 bits, so that two of a few thousand lines meet by chance about once in 10^9 logs.
 */
export function fingerprint(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x9e3779b9;
  let digits = false;
  const length = Math.min(text.length, LIMIT);
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    const digit = code >= 48 && code <= 57;
    if (digit && digits) continue;
    digits = digit;
    const symbol = digit ? 35 : code;
    low = Math.imul(low ^ symbol, 0x01000193);
    high = Math.imul(high ^ symbol, 0x85ebca6b) + 1;
  }
  return (low >>> 0) + ((high >>> 0) & 0x1fffff) * 2 ** 32;
}
