import { expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const docs = { project: "harbor/docs" };

const update = (args: Record<string, unknown>) => gitlab.call("update_project", { ...docs, ...args });
const sent = () => gitlab.writes().map(({ method, path, body }) => [method, path, body]);

test("only what is passed and differs is sent, to the id", async () => {
  const args = { description: "Every page", topics: ["documentation"], squash_option: "always" };
  const { structured } = await update({ ...args, merge_method: "merge" });
  expect(structured).toMatchObject({ path: "harbor/docs", changed: ["description", "squash_option"] });
  expect(sent()).toEqual([["PUT", "/projects/3", { description: "Every page", squash_option: "always" }]]);
  expect((await update(args)).structured["changed"]).toEqual([]);
  expect(sent()).toHaveLength(1);
});

test("merge checks and branches", async () => {
  const args = {
    only_allow_merge_if_pipeline_succeeds: true,
    only_allow_merge_if_all_discussions_are_resolved: true,
    remove_source_branch_after_merge: true,
  };
  await update(args);
  expect(sent()).toEqual([["PUT", "/projects/3", args]]);
});

test("asks before it hides, shows or archives, by its name", async () => {
  expect((await update({ visibility: "private" })).code).toBe("confirm_required");
  expect((await update({ archived: true, confirm: "docs" })).code).toBe("confirm_required");
  expect(sent()).toEqual([]);
  const { structured } = await update({ visibility: "private", archived: true, confirm: "harbor/docs" });
  expect(structured["changed"]).toEqual(["visibility", "archived"]);
  expect(gitlab.standIn.world.projects.get(3)).toMatchObject({ visibility: "private", archived: true });
  expect(sent().map(([method, path]) => `${String(method)} ${String(path)}`)).toEqual([
    "PUT /projects/3",
    "POST /projects/3/archive",
  ]);
});

test("a dry run tells before and after", async () => {
  const { structured } = await update({ description: "Every page", dry_run: true });
  expect(structured["preview"]).toMatchObject({
    request: [{ method: "PUT", body: { description: "Every page" } }],
    before: { description: "What is at docs.harbor.example" },
    after: { description: "Every page" },
  });
  expect(sent()).toEqual([]);
});

test("a former name changes nothing, and names the present one", async () => {
  gitlab.standIn.control.rename("harbor/docs", "handbook");
  const { code, text } = await update({ description: "x" });
  expect([code, text]).toEqual(["conflict", expect.stringContaining("harbor/handbook")]);
  expect(sent()).toEqual([]);
});
