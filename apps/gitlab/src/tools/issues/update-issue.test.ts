import { describe, expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const issue = { project: "harbor/storefront", iid: 12 };
type Args = Record<string, unknown>;

const update = (args: Args) => gitlab.call("update_issue", { ...issue, ...args });
const bodies = () => gitlab.writes().map(({ body }) => body);

describe("only what is passed and differs is sent", () => {
  test.each<[Args, Args, string[]]>([
    [{ title: "Rounds wrongly" }, { title: "Rounds wrongly" }, ["title"]],
    [{ state: "closed" }, { state_event: "close" }, ["state"]],
    [{ labels: ["cart"] }, { labels: "cart" }, ["labels"]],
    [{ add_labels: ["Security", "bug"] }, { labels: "bug,cart,priority: high,security" }, ["labels"]],
    [{ remove_labels: ["bug", "catalog"] }, { labels: "cart,priority: high" }, ["labels"]],
    [{ assignees: [] }, { assignee_ids: [0] }, ["assignees"]],
    [{ assignees: ["mlind", "trenn"] }, { assignee_ids: [101, 102] }, ["assignees"]],
    [{ milestone: "" }, { milestone_id: 0 }, ["milestone"]],
    [{ due_date: "2026-12-24", confidential: true }, { due_date: "2026-12-24", confidential: true }, []],
  ])("%j", async (args, sent, changed) => {
    const { structured } = await update(args);
    expect(bodies()).toEqual([sent]);
    expect(structured).toMatchObject({ iid: 12, changed: expect.arrayContaining(changed) });
    expect(structured).not.toHaveProperty("ignored");
  });

  test("and nothing at all where everything is so already", async () => {
    const args = {
      state: "opened",
      add_labels: ["bug"],
      remove_labels: ["catalog"],
      assignees: ["trenn"],
      milestone: "4.9",
    };
    expect((await update(args)).structured).toMatchObject({ changed: [] });
    expect(gitlab.writes()).toEqual([]);
  });
});

test("edits change a part of the description; one that does not fit is refused with the nearest line", async () => {
  const edits = [{ old_text: "three stickers on one line", new_text: "three stickers on a line" }];
  await update({ edits });
  const { structured } = await gitlab.call("get_issue", issue);
  expect(structured["description"]).toContain("Not per unit: three stickers on a line are 8.99 €");
  expect(structured["description"]).toContain("The invoice rounds every *line*");
  const { code, text } = await update({ edits: [{ old_text: "The invoice rounds all *lines*", new_text: "x" }] });
  expect([code, text]).toEqual(["invalid_input", expect.stringContaining("Nothing was sent")]);
  expect(bodies()).toHaveLength(1);
});

test("what was changed since it was read is a conflict", async () => {
  const { structured } = await gitlab.call("get_issue", issue);
  const expected_updated_at = structured["updated_at"];
  await update({ add_labels: ["security"], expected_updated_at });
  const late = await update({ add_labels: ["checkout"], expected_updated_at });
  expect(late.code).toBe("conflict");
  expect(gitlab.writes()).toHaveLength(1);
});

test("a dry run tells before and after, and the diff of the description", async () => {
  const { structured } = await update({ description: "Short.", remove_labels: ["cart"], dry_run: true });
  expect(structured["preview"]).toMatchObject({
    request: [{ method: "PUT", body: { description: "Short.", labels: "bug,priority: high" } }],
    before: { labels: ["bug", "cart", "priority: high"] },
    after: { labels: ["bug", "priority: high"] },
    diff: expect.stringContaining("+Short."),
  });
  expect(gitlab.writes()).toEqual([]);
});

describe("refused before anything is sent", () => {
  test.each([
    [{ add_labels: ["secruity"] }, '"security" is nearest'],
    [{ assignees: ["mlindt"] }, '"mlind" is nearest'],
    [{ milestone: "5" }, '"5.0" is nearest'],
    [{ description: "Fixed.\n\n/close" }, "Line 3 would run as a command"],
    [{ description: "x", edits: [{ old_text: "a", new_text: "b" }] }, "not both"],
  ])("%j", async (args, reason) => {
    const { code, text } = await update(args);
    expect(code).toBe("invalid_input");
    expect(text).toContain(reason);
    expect(gitlab.writes()).toEqual([]);
  });
});

test("a colleague's issue is not a guest's to change", async () => {
  const { code } = await gitlab.call(
    "update_issue",
    { project: "harbor/docs", iid: 2, title: "x" },
    { as: "driveby7" },
  );
  expect(code).toBe("forbidden");
});

test("a former path of the project reads, and changes nothing", async () => {
  gitlab.standIn.control.rename("harbor/storefront", "shop-front");
  const { code, text } = await update({ title: "Rounds wrongly" });
  expect([code, text]).toEqual(["conflict", expect.stringContaining("has moved")]);
  const issueNow = gitlab.standIn.world.projects.get(1)?.issues.get(12);
  expect(issueNow?.title).toBe("Cart total is one cent off the invoice when a discount applies");
});
