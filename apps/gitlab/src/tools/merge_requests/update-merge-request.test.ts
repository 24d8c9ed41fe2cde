import { describe, expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const merge = { project: "harbor/storefront", iid: 37 };
type Args = Record<string, unknown>;

const update = (args: Args) => gitlab.call("update_merge_request", { ...merge, ...args });
const bodies = () => gitlab.writes().map(({ body }) => body);

describe("only what is passed and differs is sent", () => {
  test.each<[Args, Args, string[]]>([
    [{ state: "closed" }, { state_event: "close" }, ["state"]],
    [{ draft: true }, { title: "Draft: Round discounted prices to whole cents" }, ["title"]],
    [{ title: "Round" }, { title: "Round" }, ["title"]],
    [
      { add_labels: ["security"], remove_labels: ["bug"] },
      { add_labels: "security", remove_labels: "bug" },
      ["labels"],
    ],
    [{ reviewers: ["trenn", "mlind"] }, { reviewer_ids: [102, 101] }, ["reviewers"]],
    [{ reviewers: [] }, { reviewer_ids: [0] }, ["reviewers"]],
    [{ assignees: ["mlind"] }, { assignee_ids: [101] }, ["assignees"]],
    [{ target_branch: "feat/gift-cards" }, { target_branch: "feat/gift-cards" }, ["target_branch"]],
    [{ squash: true, remove_source_branch: true }, { squash: true, remove_source_branch: true }, ["squash"]],
  ])("%j", async (args, sent, changed) => {
    const { structured } = await update(args);
    expect(bodies()).toEqual([sent]);
    expect(structured).toMatchObject({ iid: 37, changed: expect.arrayContaining(changed) });
    expect(structured).not.toHaveProperty("ignored");
  });

  test("and nothing at all where everything is so already", async () => {
    const args = {
      draft: false,
      state: "opened",
      reviewers: ["mlind"],
      assignees: ["trenn"],
      squash: false,
      milestone: "4.9",
    };
    expect((await update(args)).structured).toMatchObject({ changed: [] });
    expect(gitlab.writes()).toEqual([]);
  });
});

test("a draft of 35 becomes ready by its title alone", async () => {
  await gitlab.call("update_merge_request", { ...merge, iid: 35, draft: false });
  expect(bodies()).toEqual([{ title: "Search facets" }]);
  expect(gitlab.standIn.world.projects.get(1)?.mergeRequests.get(35)?.draft).toBe(false);
});

test("edits change a part of the description, and a dry run shows it", async () => {
  const { structured } = await gitlab.call("get_merge_request", merge);
  const description = String(structured["description"]);
  const [old_text = ""] = description.split("\n");
  const { structured: dry } = await update({ edits: [{ old_text, new_text: "Once per line." }], dry_run: true });
  expect(dry["preview"]).toMatchObject({
    request: [{ method: "PUT", body: { description: description.replace(old_text, "Once per line.") } }],
    diff: expect.stringContaining("+Once per line."),
  });
  expect(gitlab.writes()).toEqual([]);
});

test.each([
  [{ reviewers: ["mlidn"] }, '"mlind" is nearest'],
  [{ add_labels: ["buug"] }, '"bug" is nearest'],
  [{ description: "/approve" }, "Line 1"],
])("%j is refused before anything is sent", async (args, reason) => {
  const { code, text } = await update(args);
  expect([code, text]).toEqual(["invalid_input", expect.stringContaining(reason)]);
  expect(gitlab.writes()).toEqual([]);
});
