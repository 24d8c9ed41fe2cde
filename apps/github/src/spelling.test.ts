import { expect, test } from "vitest";
import { spelling } from "./spelling.ts";

const normalize = (args: Record<string, unknown>, ...fields: string[]) => spelling.normalize?.(args, new Set(fields));

test("repo may name both", () => {
  expect(normalize({ repo: "harbor/storefront" }, "owner", "repo")).toEqual({ owner: "harbor", repo: "storefront" });
  expect(normalize({ owner: "harbor", repo: "harbor/storefront" }, "owner", "repo")).toEqual({
    owner: "harbor",
    repo: "storefront",
  });
});

test("what is not clear is left for the schema to refuse", () => {
  for (const args of [{ repo: "a/b/c" }, { owner: "other", repo: "harbor/storefront" }, { repo: "storefront" }]) {
    expect(normalize(args, "owner", "repo")).toEqual(args);
  }
  expect(normalize({ repo: "harbor/storefront" }, "repo")).toEqual({ repo: "harbor/storefront" });
});

test("one path is a list of one", () => {
  expect(normalize({ paths: "src" }, "paths")).toEqual({ paths: ["src"] });
});
