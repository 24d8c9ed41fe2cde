import type { DiffLine, Hunk } from "../hunk.ts";
import { lineShapes, type LineShapes } from "./line-shapes.ts";
import { onlyImports } from "./only-imports.ts";
import { onlyComments } from "./only-comments.ts";

/** What a hunk's changed lines show to the eye. */
export interface HunkSignals {
  readonly changedLines: number;
  readonly declaration: boolean;
  readonly controlFlow: boolean;
  readonly securityWord: boolean;
  readonly whitespaceOnly: boolean;
  readonly importsOnly: boolean;
  readonly commentsOnly: boolean;
}

const controlFlow =
  /\b(?:if|else|elif|elsif|for|foreach|while|switch|case|match|when|unless|until|break|continue|return|goto|try|catch|except|finally|rescue|ensure|throws?|raise|panic|recover|defer|err)\b/;
const securityWords = [
  // "oauth" and "authorize", not "author" or "authorId".
  /[Aa]uth(?!ors?(?![a-z])|ored|orship)|AUTH(?!ORS?(?![A-Z]))/,
  /token|password|secret|permission|sql|exec/i,
  // Not "retrieval" or "evaluate".
  /(?<![A-Za-z])eval(?!u)|(?<![A-Z])E(?:val|VAL)(?![uU])/,
];
/** Longer lines are data more often than code; this also bounds the work of each expression. */
const longestLine = 300;

/** Looks at the changed lines of a hunk; `path` tells the language. Prose has no control flow. */
export function hunkSignals(path: string, hunk: Hunk): HunkSignals {
  const shapes = lineShapes(path);
  const changed = hunk.lines.filter(({ kind }) => kind !== "context");
  const texts = changed.map(({ text }) => text.slice(0, longestLine));
  const whitespaceOnly = changed.length > 0 && squeeze(changed, "removed") === squeeze(changed, "added");
  return {
    changedLines: changed.length,
    declaration: texts.some((text) => shapes.declaration?.test(text) ?? false),
    controlFlow: isCode(shapes) && texts.some((text) => controlFlow.test(text) && !shapes.lineComment?.test(text)),
    securityWord: texts.some((text) => securityWords.some((word) => word.test(text))),
    whitespaceOnly,
    importsOnly: onlyImports(shapes, hunk),
    commentsOnly: onlyComments(shapes, hunk),
  };
}

function isCode(shapes: LineShapes): boolean {
  return shapes.lineComment !== undefined;
}

/** One side's changed text without any whitespace: equal on both sides when only whitespace moved. */
function squeeze(changed: readonly DiffLine[], kind: DiffLine["kind"]): string {
  return changed
    .filter((line) => line.kind === kind)
    .map(({ text }) => text)
    .join(" ")
    .replace(/\s+/g, "");
}
