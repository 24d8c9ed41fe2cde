import { describe, expect, test } from "vitest";

import { readBlob, commitOf, diffTrees, entryAt, filesOf, isBinary, mergeBase, mergeCommits } from "../state/git.ts";
import type { Repository } from "../state/repository.ts";
import { findRepository } from "../state/world.ts";
import { pullBranches } from "../../harbor/branches.ts";
import { createSeededWorld } from "./index.ts";
import { SNAPSHOT_FILES } from "../../harbor/storefront/snapshot-branch.ts";

const urls = { rest: "http://x/api/v3", html: "http://x", blobs: "http://y" };
const world = createSeededWorld(urls, "harbor");

function repository(name: string): Repository {
  const found = findRepository(world, name);
  if (!found) throw new Error(name);
  return found.repository;
}

const shop = repository("harbor/storefront");
const tip = (branch: string, of = shop): string => of.git.refs.get(`refs/heads/${branch}`) ?? "";
const treeOf = (branch: string): string => commitOf(shop.git, tip(branch)).tree;
const dataOf = (path: string): Buffer =>
  readBlob(shop.git, entryAt(shop.git, treeOf("main"), path)?.oid ?? "")?.data ?? Buffer.alloc(0);

function changes(branch: string) {
  const fork = mergeBase(shop.git, tip("main"), tip(branch)) ?? "";
  return diffTrees(shop.git, commitOf(shop.git, fork).tree, treeOf(branch));
}

const branches = (row: Repository | undefined) =>
  [...(row?.git.refs ?? [])].filter(([ref]) => /^refs\/(heads|tags)\//.test(ref));
const conflicts = (branch: string) => mergeCommits(shop.git, tip("main"), tip(branch)).conflicts;

describe("the seed", () => {
  test("has the repositories of the story", () => {
    const rows = [...world.repositories.values()].map(
      ({ fullName, visibility, archived }) => `${fullName} ${archived ? "archived" : visibility}`,
    );
    expect(rows.toSorted()).toEqual([
      "driveby7/storefront private",
      "harbor/docs public",
      "harbor/empty private",
      "harbor/legacy archived",
      "harbor/payments private",
      "harbor/storefront private",
    ]);
    expect(repository("driveby7/storefront").parent).toBe(shop);
    expect(repository("harbor/empty").git.refs.size).toBe(0);
  });

  test("is the same in every run, down to the object ids", () => {
    const again = findRepository(createSeededWorld(urls, "harbor"), "harbor/storefront")?.repository;
    expect(branches(again)).toEqual(branches(shop));
    expect(branches(shop).length).toBeGreaterThan(10);
  });

  test("is there in less than 400 ms of work", () => {
    const costs = Array.from({ length: 3 }, () => {
      const before = process.cpuUsage();
      createSeededWorld(urls, "harbor");
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    });
    expect(Math.min(...costs)).toBeLessThan(400);
  });
});

describe("harbor/storefront", () => {
  test("has 60 files, and one of each kind that tools stumble over", () => {
    const files = filesOf(shop.git, treeOf("main"));
    expect(files.size).toBe(60);
    expect(dataOf("CHANGELOG.md").length).toBeGreaterThan(300_000);
    expect(isBinary(dataOf("assets/logo.png"))).toBe(true);
    expect(dataOf("assets/harbour.mp4").toString()).toMatch(
      /^version https:\/\/git-lfs\.github\.com\/spec\/v1\noid sha256:/,
    );
    expect(dataOf("fixtures/prices.csv").toString().match(/\r\n/g)?.length).toBe(5);
    expect(files.get("docs/start.md")?.mode).toBe("120000");
    expect(files.get("scripts/release.sh")?.mode).toBe("100755");
    expect(files.get("vendor/theme")?.mode).toBe("160000");
    const templates = [...files.keys()].filter((path) => /CODEOWNERS|template|TEMPLATE/.test(path));
    expect(templates).toHaveLength(5);
  });

  test("has a branch per pull request, each with what the story says", () => {
    for (const { branch } of Object.values(pullBranches))
      expect(tip(branch, branch === "fix-typo-readme" ? repository("driveby7/storefront") : shop)).not.toBe("");
    expect(changes(pullBranches[33].branch)).toHaveLength(SNAPSHOT_FILES);
    const big = changes(pullBranches[33].branch);
    expect(big.find(({ path }) => path === "package-lock.json")?.additions).toBeGreaterThan(300);
    expect(big.filter(({ binary }) => binary).map(({ path }) => path)).toEqual(["assets/logo.png"]);
    expect(big.filter(({ binary, patch }) => !binary && patch === undefined).map(({ path }) => path)).toEqual([
      "fixtures/catalog.jsonl",
    ]);
    expect(conflicts(pullBranches[34].branch)).toEqual(["src/money.ts"]);
    expect(conflicts(pullBranches[31].branch)).toEqual([]);
  });
});
