import type { Hunk } from "../hunk.ts";
import type { LineShapes } from "./line-shapes.ts";

/** Whether every changed line of a hunk that is not blank is a comment, as far as the lines in view tell. */
export function onlyComments(shapes: LineShapes, hunk: Hunk): boolean {
  if (!shapes.lineComment && !shapes.blockComment) return false;
  let seen = false;
  let open = false;
  for (const { kind, text } of hunk.lines) {
    const read = readLine(shapes, text.trim(), open);
    open = read.open;
    if (kind === "context" || text.trim() === "") continue;
    if (!read.comment) return false;
    seen = true;
  }
  return seen;
}

function readLine({ lineComment, blockComment }: LineShapes, line: string, open: boolean) {
  if (!open && lineComment?.test(line)) return { comment: true, open: false };
  if (!blockComment) return { comment: false, open: false };
  const [start, end] = blockComment;
  if (open) {
    const closes = line.indexOf(end);
    return { comment: closes === -1 || closes + end.length === line.length, open: closes === -1 };
  }
  if (line.startsWith(start)) {
    const closes = line.indexOf(end, start.length);
    return { comment: closes === -1 || closes + end.length === line.length, open: closes === -1 };
  }
  // The body of a block whose opening lies above the hunk.
  const starred = start === "/*" && /^\*(?:\s|\/?$)/.test(line);
  const opensLater = line.lastIndexOf(start) > line.lastIndexOf(end);
  return { comment: starred, open: opensLater };
}
