import { lineShapes } from "./line-shapes.ts";

/** A declaration of a file: its 1-based line and what that line says, without its opening brace. */
export interface Declaration {
  readonly line: number;
  readonly text: string;
}

const longestLine = 300;
const longestText = 100;

/** The lines of a file that declare something, judged by their shape; empty for languages not known. */
export function outlineDeclarations(path: string, lines: readonly string[]): Declaration[] {
  const { declaration } = lineShapes(path);
  if (!declaration) return [];
  const found: Declaration[] = [];
  for (const [index, line] of lines.entries()) {
    if (declaration.test(line.slice(0, longestLine))) found.push({ line: index + 1, text: shorten(line) });
  }
  return found;
}

function shorten(line: string): string {
  const text = line.trim().replace(/\s*[{:]$/, "");
  return text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text;
}
