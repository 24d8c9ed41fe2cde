import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { createSeededWorld } from "../seed/index.ts";
import { diffText } from "../shape/patch-text.ts";
import type { Repository } from "./repository.ts";
import { findRepository } from "./world.ts";
import { commitOf, diffTrees, encodeObject, history, mergeBase, mergeCommits } from "./git.ts";

const world = createSeededWorld({ rest: "http://x/api/v3", html: "http://x", blobs: "http://y" }, "harbor");

function repository(name: string): Repository {
  const found = findRepository(world, name);
  if (!found) throw new Error(name);
  return found.repository;
}

const shop = repository("harbor/storefront");
const dir = mkdtempSync(join(tmpdir(), "stand-in-git-"));
const run = (...args: string[]): string =>
  execFileSync("git", ["-C", dir, ...args], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    stdio: ["ignore", "pipe", "pipe"],
  });

beforeAll(() => {
  execFileSync("git", ["init", "--bare", "--quiet", dir]);
  for (const object of shop.git.objects.values()) {
    const payload = encodeObject(object);
    const folder = join(dir, "objects", object.oid.slice(0, 2));
    mkdirSync(folder, { recursive: true });
    const loose = Buffer.concat([Buffer.from(`${object.type} ${payload.length}\0`), payload]);
    writeFileSync(join(folder, object.oid.slice(2)), deflateSync(loose, { level: 1 }));
  }
  const lines = [...shop.git.refs].map(([ref, oid]) => `create ${ref} ${oid}\n`).join("");
  execFileSync("git", ["-C", dir, "update-ref", "--stdin"], { input: lines });
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Git prints how alike a renamed pair is; GitHub does not. */
const withoutScores = (text: string): string => text.replace(/^similarity index .*\n/gm, "");

const tip = (branch: string): string => shop.git.refs.get(`refs/heads/${branch}`) ?? "";
const branches = [...shop.git.refs.keys()]
  .filter((ref) => ref.startsWith("refs/heads/"))
  .map((ref) => ref.slice("refs/heads/".length));

describe("the seeded repository, read by git itself", () => {
  test("every object is what its id says, and nothing is missing", () => {
    expect(run("fsck", "--strict", "--full", "--no-dangling").trim()).toBe("");
  });

  test.each(branches)("%s has git's own history and fork point", (branch) => {
    const ids = history(shop.git, tip(branch)).map(({ oid }) => oid);
    expect(ids).toEqual(run("rev-list", "--date-order", `refs/heads/${branch}`).trim().split("\n"));
    expect(mergeBase(shop.git, tip("main"), tip(branch))).toBe(run("merge-base", "main", branch).trim());
  });

  test.each(branches)("%s differs from main as git says", (branch) => {
    const fork = mergeBase(shop.git, tip("main"), tip(branch)) ?? "";
    const files = diffTrees(shop.git, commitOf(shop.git, fork).tree, commitOf(shop.git, tip(branch)).tree);
    // The size limit is GitHub's, not git's: the file without a patch is left out of the comparison.
    const shown = files.filter((file) => file.binary || file.patch !== undefined);
    const paths = shown.flatMap((file) => [file.path, ...(file.previousPath === undefined ? [] : [file.previousPath])]);
    const real =
      paths.length === 0
        ? ""
        : run("diff", "--abbrev=7", "-M", "--diff-algorithm=minimal", fork, tip(branch), "--", ...paths);
    expect(diffText(shown)).toBe(withoutScores(real));
  });

  test.each(branches)("%s merges into main as git does", (branch) => {
    const merged = mergeCommits(shop.git, tip("main"), tip(branch));
    const outcome = (() => {
      try {
        return { tree: run("merge-tree", "--write-tree", "main", branch).split("\n")[0], conflicts: false };
      } catch {
        return { tree: "", conflicts: true };
      }
    })();
    expect(merged.conflicts.length > 0).toBe(outcome.conflicts);
    if (!outcome.conflicts) expect(merged.tree).toBe(outcome.tree);
  });
});
