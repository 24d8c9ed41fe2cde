import { parseMarkdown } from "./parse-markdown.ts";

/**
 * Cuts a long text between its paragraphs, lists and blocks into parts of at most `most` characters each. A block that is
 * longer by itself is cut between lines, code with its fences.
 */
export function splitMarkdown(markdown: string, most: number): string[] {
  if (markdown.length <= most) return [markdown];
  const pieces = parseMarkdown(markdown).children.map(({ position }) =>
    markdown.slice(position?.start.offset ?? 0, position?.end.offset ?? 0),
  );
  const parts: string[] = [];
  let part = "";
  for (const piece of pieces.flatMap((text) => cutBlock(text, most))) {
    if (part !== "" && part.length + 2 + piece.length > most) {
      parts.push(part);
      part = "";
    }
    part += part === "" ? piece : `\n\n${piece}`;
  }
  return part === "" ? parts : [...parts, part];
}

function cutBlock(block: string, most: number): string[] {
  if (block.length <= most) return [block];
  const [, fence = "", info = ""] = /^(`{3,}|~{3,})(.*)\n/.exec(block) ?? [];
  const body = fence === "" ? block : block.slice(block.indexOf("\n") + 1).replace(/\n?(`{3,}|~{3,})\s*$/, "");
  const room = fence === "" ? most : most - fence.length * 2 - info.length - 2;
  const cut = cutLines(body, room);
  return fence === "" ? cut : cut.map((text) => `${fence}${info}\n${text}\n${fence}`);
}

function cutLines(text: string, most: number): string[] {
  const parts: string[] = [];
  let part = "";
  for (const line of text.split("\n").flatMap((whole) => cutLine(whole, most))) {
    if (part !== "" && part.length + 1 + line.length > most) {
      parts.push(part);
      part = "";
    }
    part += part === "" ? line : `\n${line}`;
  }
  return part === "" ? parts : [...parts, part];
}

function cutLine(line: string, most: number): string[] {
  if (line.length <= most) return [line];
  const space = line.lastIndexOf(" ", most);
  const end = space > most / 2 ? space : most;
  // Not through a surrogate pair.
  const safe = /[\uD800-\uDBFF]/.test(line.charAt(end - 1)) ? end - 1 : end;
  return [line.slice(0, safe), ...cutLine(line.slice(safe).trimStart(), most)];
}
