import { commitOf, entryAt, readBlob } from "../git.ts";
import type { Repository } from "../repository.ts";

/** What the stand-in needs to know of a workflow file. */
interface WorkflowFile {
  readonly name: string | undefined;
  /** Names of `workflow_dispatch` inputs; undefined where it cannot be started by hand. */
  readonly inputs: readonly string[] | undefined;
  /** Keys under `jobs`. */
  readonly jobs: readonly string[];
}

const indent = (line: string): number => line.length - line.trimStart().length;

/** Keys one level below the line that matches, by indentation: enough for the seed's own plain files. */
function keysBelow(lines: readonly string[], head: RegExp): string[] | undefined {
  const at = lines.findIndex((line) => head.test(line));
  if (at < 0) return undefined;
  const keys: string[] = [];
  let level: number | undefined;
  for (const line of lines.slice(at + 1)) {
    if (line.trim() === "" || line.trimStart().startsWith("#")) continue;
    if (indent(line) <= indent(lines[at] ?? "")) break;
    level ??= indent(line);
    const key = indent(line) === level ? /^\s*([\w-]+):/.exec(line)?.[1] : undefined;
    if (key !== undefined) keys.push(key);
  }
  return keys;
}

/** Reads a workflow file at a commit; undefined where it is not there. */
export function workflowFile(repository: Repository, sha: string, path: string): WorkflowFile | undefined {
  const entry = entryAt(repository.git, commitOf(repository.git, sha).tree, path);
  const blob = entry && readBlob(repository.git, entry.oid);
  if (!blob) return undefined;
  const lines = blob.data.toString().split("\n");
  const byHand = lines.findIndex((line) => /\bworkflow_dispatch\b/.test(line));
  const inputs = byHand < 0 ? undefined : (keysBelow(lines.slice(byHand), /^\s*inputs:\s*$/) ?? []);
  return {
    name: lines.map((line) => /^name:\s*(.+?)\s*$/.exec(line)?.[1]).find((name) => name !== undefined),
    inputs,
    jobs: keysBelow(lines, /^jobs:\s*$/) ?? [],
  };
}
