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
    [{ add_labels: ["Security", "bug"] }, { add_labels: "security" }, ["labels"]],
    [{ remove_labels: ["bug", "catalog"] }, { remove_labels: "bug" }, ["labels"]],
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
    request: [{ method: "PUT", body: { description: "Short.", remove_labels: "cart" } }],
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

test("a label that somebody adds meanwhile stays", async () => {
  const row = gitlab.standIn.world.projects.get(1)?.issues.get(12);
  const path = "/projects/*/issues/12";
  const { labels, ...read } = (await (
    await fetch(`${gitlab.standIn.restUrl}/projects/1/issues/12`, {
      headers: { authorization: `Bearer ${gitlab.standIn.tokens.mlind}` },
    })
  ).json()) as { labels: string[] };
  gitlab.standIn.control.fault({ method: "GET", path, effect: { status: 200, body: { ...read, labels } } });
  row?.labels.push("checkout");
  await update({ add_labels: ["security"] });
  expect(row?.labels).toEqual([...labels, "checkout", "security"]);
});

test("what GitLab leaves out without a word is named", async () => {
  const mine = { project: "harbor/docs", title: "Typo" };
  const as = "driveby7";
  const made = await gitlab.call("create_issue", { ...mine, due_date: "2026-12-24", labels: ["bug"] }, { as });
  expect(made.structured, made.text).toMatchObject({ ignored: ["label bug", "due_date 2026-12-24"] });
  const change = { project: mine.project, iid: made.structured["iid"], title: "Typos", confidential: true };
  const { structured } = await gitlab.call("update_issue", { ...change, due_date: "2026-12-25" }, { as });
  expect(structured).toMatchObject({ changed: ["title"], ignored: ["due_date", "confidential"] });
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
