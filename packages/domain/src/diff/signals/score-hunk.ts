import type { Hunk } from "../hunk.ts";
import type { FileClass } from "./classify-file.ts";
import { hunkSignals } from "./hunk-signals.ts";

const classScore: Readonly<Record<FileClass, number>> = {
  source: 100,
  test: 50,
  config: 40,
  docs: 25,
  generated: 0,
  binary: 0,
  rename: 0,
  mode: 0,
};

/** How much a reviewer gains from seeing a hunk; higher is better. */
export function scoreHunk(path: string, fileClass: FileClass, hunk: Hunk, firstOfFile: boolean): number {
  const signals = hunkSignals(path, hunk);
  return (
    classScore[fileClass] +
    (firstOfFile ? 15 : 0) +
    (signals.declaration ? 12 : 0) +
    (signals.controlFlow ? 8 : 0) +
    (signals.securityWord ? 10 : 0) +
    Math.min(10, signals.changedLines) -
    (signals.whitespaceOnly ? 40 : 0) -
    (signals.importsOnly ? 30 : 0) -
    (signals.commentsOnly ? 20 : 0)
  );
}
