/** True for what people read as it is. */
export function isText({ mimetype = "", mode }: { mimetype?: string; mode?: string }): boolean {
  if (mode === "snippet") return true;
  return /^text\/|^application\/(json|xml|x-yaml|yaml|javascript|x-sh|sql|toml|x-ndjson)|\+(json|xml)$/.test(mimetype);
}

/** A part of a text that does not cut through a character. */
export function sliceText(text: string, offset: number, length: number): { text: string; from: number; to: number } {
  const from = Math.min(isLow(text, offset) ? offset - 1 : offset, text.length);
  let to = Math.min(from + length, text.length);
  if (isLow(text, to)) to -= 1;
  return { text: text.slice(from, to), from, to };
}

/** The second half of a surrogate pair. */
function isLow(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff;
}

/** A file's text between two lines that it cannot hold: the marker was drawn after it was written. */
export function fenced(text: string, marker: string): string {
  return `<<<file ${marker}\n${text.replaceAll(marker, "")}\nfile ${marker}>>>`;
}
