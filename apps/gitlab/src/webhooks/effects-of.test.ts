import { expect, test } from "vitest";
import { effectsOf } from "./effects-of.ts";

const project = { id: 1, path_with_namespace: "harbor/storefront", default_branch: "main" };
const HOMES = ["gitlab://projects/harbor%2Fstorefront", "gitlab://projects/1"];
/** Under both names of the project, as listeners may use either. */
const both = (...paths: string[]) => HOMES.flatMap((home) => paths.map((path) => `${home}/${path}`));
const settings = { url: "git.harbor.example/gitlab/" };
const of = (event: string, payload: object) => effectsOf(event, { project, ...payload }, settings);

test.each(["Issue Hook", "Confidential Issue Hook"])("%s: the issue", (event) => {
  expect(of(event, { object_attributes: { iid: 3, id: 900 } })).toEqual({ uris: both("issues/3") });
});

test.each(["Note Hook", "Confidential Note Hook"])("%s: what the note is on", (event) => {
  const on = (noteable_type: string, more: object) =>
    of(event, { object_attributes: { id: 5, noteable_type }, ...more });
  expect(on("Issue", { issue: { iid: 3 } })).toEqual({ uris: both("issues/3") });
  expect(on("MergeRequest", { merge_request: { iid: 32 } })).toEqual({ uris: both("merge_requests/32") });
  expect(on("Commit", { commit: { id: "a" } })).toEqual({});
});

test("a merge request, and its diff when that has changed", () => {
  const [merge, diff] = ["merge_requests/32", "merge_requests/32/diff"];
  const event = (about: object, more: object = {}) =>
    of("Merge Request Hook", { object_attributes: { iid: 32, ...about }, ...more });
  expect(event({ action: "approved" })).toEqual({ uris: both(merge) });
  expect(event({ action: "update", oldrev: "0".repeat(40) })).toEqual({ uris: both(merge, diff) });
  expect(event({}, { changes: { target_branch: { previous: "main" } } })).toEqual({ uris: both(merge, diff) });
  expect(event({}, { changes: { title: {} } })).toEqual({ uris: both(merge) });
});

test("the files of a branch or tag, and what was proposed of its project", () => {
  const proposals = [{ project: "harbor/storefront" }, { project: "1" }];
  const roots = (...refs: string[]) => both(...refs.map((ref) => `contents/${ref}`));
  const files = (...refs: string[]) => ({
    uris: roots(...refs),
    below: roots(...refs).map((root) => `${root}/`),
    proposals,
  });
  expect(of("Push Hook", { ref: "refs/heads/fix/cart" })).toEqual(files("fix%2Fcart"));
  expect(of("Push Hook", { ref: "refs/heads/main" })).toEqual(files("main", "HEAD"));
  expect(of("Tag Push Hook", { ref: "refs/tags/v1" })).toEqual(files("v1"));
});

test("a pipeline with the merge request that shows it, and a job's pipeline", () => {
  expect(of("Pipeline Hook", { object_attributes: { id: 77, iid: 4 }, merge_request: { iid: 32 } })).toEqual({
    uris: both("pipelines/77", "merge_requests/32"),
  });
  expect(of("Pipeline Hook", { object_attributes: { id: 77 }, merge_request: null })).toEqual({
    uris: both("pipelines/77"),
  });
  expect(effectsOf("Job Hook", { project_id: 1, pipeline_id: 77 }, settings)).toEqual({
    uris: ["gitlab://projects/1/pipelines/77"],
  });
});

test("a fork's pipeline, with the merge request where it is proposed", () => {
  const about = { id: 77, iid: 4 };
  const merge = (more: object) =>
    of("Pipeline Hook", { object_attributes: about, merge_request: { iid: 32, ...more } });
  const url = "https://git.harbor.example/gitlab/upstream/web/-/merge_requests/32";
  expect(merge({ target_project_id: 9, url })).toEqual({
    uris: [
      ...both("pipelines/77"),
      "gitlab://projects/upstream%2Fweb/merge_requests/32",
      "gitlab://projects/9/merge_requests/32",
    ],
  });
  for (const other of ["https://elsewhere.example/gitlab/upstream/web/-/merge_requests/32", "nonsense", null]) {
    expect(merge({ target_project_id: 9, url: other })).toEqual({
      uris: [...both("pipelines/77"), "gitlab://projects/9/merge_requests/32"],
    });
  }
  expect(merge({ target_project_id: 1, url })).toEqual({ uris: both("pipelines/77", "merge_requests/32") });
});

test("a group that others belong to now", () => {
  for (const event of ["Member Hook", "Project Hook", "Subgroup Hook"]) {
    expect(effectsOf(event, { event_name: "user_remove_from_group" }, settings)).toEqual({ access: true });
  }
});

test("what makes no sense means nothing", () => {
  for (const payload of [null, 7, "x", [], {}, { project: 1 }, { project, object_attributes: { iid: "3" } }]) {
    expect(effectsOf("Issue Hook", payload, settings)).toEqual({});
  }
  for (const event of ["System Hook", "constructor", "__proto__", ""]) expect(of(event, {})).toEqual({});
});
