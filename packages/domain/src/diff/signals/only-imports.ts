import type { Hunk } from "../hunk.ts";
import type { LineShapes } from "./line-shapes.ts";

const specifier = /^\s*(?:type\s+)?[\w$.*"'/-]+(?:\s+as\s+[\w$]+)?\s*,?\s*$/;
const closing = /^\s*[)}]/;

/** Whether every changed line of a hunk that is not blank belongs to an import, those over several lines included. */
export function onlyImports({ importing }: LineShapes, hunk: Hunk): boolean {
  if (!importing) return false;
  let seen = false;
  // git names the last unindented line above the hunk: an import left open there reaches into the hunk.
  let open = importing.test(hunk.section) && leavesOpen(hunk.section);
  for (const { kind, text } of hunk.lines) {
    const line = text.slice(0, 300);
    const inside = open && (specifier.test(line) || closing.test(line));
    const belongs = inside || importing.test(line);
    if (kind !== "context" && line.trim() !== "") {
      if (!belongs) return false;
      seen = true;
    }
    if (importing.test(line)) open = leavesOpen(line);
    else if (open && (!inside || closing.test(line))) open = line.trim() === "";
  }
  return seen;
}

function leavesOpen(line: string): boolean {
  const last = Math.max(line.lastIndexOf("{"), line.lastIndexOf("("));
  return last >= 0 && line.indexOf("}", last) === -1 && line.indexOf(")", last) === -1;
}
