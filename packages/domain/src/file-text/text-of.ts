/** Git, too, looks for NUL in the first 8 kB only. */
const SNIFFED_BYTES = 8192;

/** The text that bytes are; undefined for what is no UTF-8 text. */
export function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.subarray(0, SNIFFED_BYTES).includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
