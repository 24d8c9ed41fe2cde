import { expect, test } from "vitest";
import { effectsOf } from "./effects-of.ts";

const repository = { name: "storefront", owner: { login: "harbor" } };
const HOME = "github://repos/harbor/storefront";
const FILES = "repo://harbor/storefront";
const of = (event: string, payload: object) => effectsOf(event, { repository, ...payload }, { host: "github.com" });

test("an issue, and a comment on it or on a pull request", () => {
  expect(of("issues", { action: "edited", issue: { number: 3 } })).toEqual({ uris: [`${HOME}/issues/3`] });
  expect(of("issue_comment", { issue: { number: 3 } })).toEqual({ uris: [`${HOME}/issues/3`] });
  expect(of("issue_comment", { issue: { number: 37, pull_request: {} } })).toEqual({ uris: [`${HOME}/pulls/37`] });
});

test("a pull request, and its diff when that has changed", () => {
  const about = { pull_request: { number: 37 } };
  const [pull, diff] = [`${HOME}/pulls/37`, `${HOME}/pulls/37/diff`];
  for (const event of ["pull_request", "pull_request_review", "pull_request_review_thread"]) {
    expect(of(event, { action: "submitted", ...about })).toEqual({ uris: [pull] });
  }
  expect(of("pull_request", { action: "synchronize", ...about })).toEqual({ uris: [pull, diff] });
  const other = { action: "edited", changes: { base: { ref: { from: "main" } } } };
  expect(of("pull_request", { ...other, ...about })).toEqual({ uris: [pull, diff] });
  expect(of("pull_request", { action: "edited", changes: { title: {} }, ...about })).toEqual({ uris: [pull] });
});

test("the files of a branch, and what was proposed of its repository", () => {
  const proposals = { owner: "harbor", repo: "storefront" };
  const below = [`${FILES}/refs/heads/fix%2Fcart/contents`];
  expect(of("push", { ref: "refs/heads/fix/cart" })).toEqual({ below, proposals });
  expect(of("push", { ref: "refs/tags/v1" })).toEqual({ proposals });
  expect(of("create", { ref: "fix/cart", ref_type: "branch" })).toEqual({ below, proposals });
  expect(of("delete", { ref: "v1", ref_type: "tag" })).toEqual({ proposals });
});

test("a repository that has moved, or that fewer may see", () => {
  expect(of("repository", { action: "privatized" })).toMatchObject({ access: true });
  const renamed = of("repository", { action: "renamed", changes: { repository: { name: { from: "shop" } } } });
  expect(renamed.below).toContain("github://repos/harbor/shop/");
  const from = { user: { login: "mlind" } };
  expect(of("repository", { action: "transferred", changes: { owner: { from } } }).below).toContain(
    "repo://mlind/storefront/",
  );
  expect(of("repository", { action: "edited" })).toEqual({});
});

test("an app that sees less, and a person who has taken it back", () => {
  expect(of("installation", { action: "deleted" })).toEqual({ access: true });
  expect(of("installation_repositories", { action: "removed" })).toEqual({ access: true });
  expect(of("installation", { action: "created" })).toEqual({});
  const revoked = { action: "revoked", sender: { id: 583_231 } };
  expect(of("github_app_authorization", revoked)).toEqual({ endedAccounts: ["github:github.com:583231"] });
  const server = effectsOf("github_app_authorization", revoked, { host: "https://git.example.com" });
  expect(server).toEqual({ endedAccounts: ["github:git.example.com:583231"] });
});

test("what makes no sense means nothing", () => {
  for (const payload of [null, 7, "x", [], {}, { repository: 1 }, { repository, issue: "3" }]) {
    expect(effectsOf("issues", payload, { host: "github.com" })).toEqual({});
  }
  for (const event of ["ping", "constructor", "__proto__", ""]) expect(of(event, {})).toEqual({});
});
