import { readBlob, readCommit, resolveCommit, walkTree } from "./git.ts";
import type { Repository } from "./repository.ts";

const BY_EXTENSION: Record<string, string> = {
  ts: "TypeScript",
  tsx: "TypeScript",
  js: "JavaScript",
  mjs: "JavaScript",
  go: "Go",
  css: "CSS",
  html: "HTML",
  sh: "Shell",
  py: "Python",
  sql: "PLpgSQL",
};

/** Paths that linguist leaves out of its count. */
const IGNORED = /(^|\/)(node_modules|vendor|dist)\/|\.min\.(js|css)$/;

/** The language of a file name, or null where it is no program text. */
export function languageOf(path: string): string | null {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (name === "Makefile") return "Makefile";
  if (name === "Dockerfile") return "Dockerfile";
  return BY_EXTENSION[name.slice(name.lastIndexOf(".") + 1)] ?? null;
}

const counted = new WeakMap<Repository, { tree: string; bytes: Map<string, number> }>();

/** Bytes per language on the default branch, most first. */
export function languagesOf(repository: Repository): Map<string, number> {
  const tip = resolveCommit(repository.git, "HEAD", repository.defaultBranch);
  const tree = tip && readCommit(repository.git, tip)?.tree;
  if (!tree) return new Map();
  const known = counted.get(repository);
  if (known?.tree === tree) return known.bytes;
  const bytes = new Map<string, number>();
  for (const { path, oid, mode } of walkTree(repository.git, tree)) {
    const language = mode === "120000" || IGNORED.test(path) ? null : languageOf(path);
    if (language) bytes.set(language, (bytes.get(language) ?? 0) + (readBlob(repository.git, oid)?.data.length ?? 0));
  }
  const sorted = new Map([...bytes].toSorted((a, b) => b[1] - a[1]));
  counted.set(repository, { tree, bytes: sorted });
  return sorted;
}

export function mainLanguage(repository: Repository): string | null {
  return languagesOf(repository).keys().next().value ?? null;
}
