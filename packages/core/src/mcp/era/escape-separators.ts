const LINE = Buffer.from("\u2028");
const PARAGRAPH = Buffer.from("\u2029");

/**
 * Escapes U+2028 and U+2029 in the JSON of an event. JSON leaves them as they are, and to server-sent events they are no ends
 * of lines; but widespread clients (Python's `splitlines`) cut an event in two there, and never see its answer.
 *
 * @param chunk Whole events, as the SDK writes them.
 */
export function escapeSeparators(chunk: Uint8Array): Uint8Array {
  const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  if (!bytes.includes(LINE) && !bytes.includes(PARAGRAPH)) return chunk;
  const text = bytes
    .toString("utf8")
    .replaceAll("\u2028", String.raw`\u2028`)
    .replaceAll("\u2029", String.raw`\u2029`);
  return Buffer.from(text);
}
