const SEPARATORS = ["\u0085", "\u2028", "\u2029"].map((separator) => Buffer.from(separator));

/**
 * Escapes Unicode's line separators in the JSON of an event. JSON leaves them as they are, and to server-sent events they are
 * no ends of lines; but widespread clients (Python's `splitlines`) cut an event in two there, and never see its answer.
 *
 * @param chunk Whole events, as the SDK writes them.
 */
export function escapeSeparators(chunk: Uint8Array): Uint8Array {
  const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  if (!SEPARATORS.some((separator) => bytes.includes(separator))) return chunk;
  return Buffer.from(bytes.toString("utf8").replace(/[\u0085\u2028\u2029]/g, escaped));
}

function escaped(separator: string): string {
  return String.raw`\u` + separator.charCodeAt(0).toString(16).padStart(4, "0");
}
