import { describe, expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const storefront = { project: "harbor/storefront" };
const entry = {
  ...storefront,
  title: "Voucher field loses its focus",
  description: "On every key.",
  labels: ["Bug", "cart"],
  assignees: ["@trenn"],
  milestone: "4.9",
  due_date: "2026-12-24",
};

const create = (args: Record<string, unknown> = {}) => gitlab.call("create_issue", { ...entry, ...args });

async function read(iid: unknown) {
  return (await gitlab.call("get_issue", { ...storefront, iid })).structured;
}

test("opens an issue with all it is to have, in one write with the ids of what was named", async () => {
  const { structured } = await create();
  expect(structured).toEqual({ iid: 31, url: `${gitlab.standIn.url}/harbor/storefront/-/issues/31` });
  expect(gitlab.writes()).toMatchObject([
    {
      method: "POST",
      path: "/projects/harbor%2Fstorefront/issues",
      body: { labels: "bug,cart", assignee_ids: [102], milestone_id: expect.any(Number), due_date: "2026-12-24" },
    },
  ]);
  expect(await read(31)).toMatchObject({
    title: entry.title,
    description: entry.description,
    type: "issue",
    labels: ["bug", "cart"],
    assignees: ["trenn"],
    milestone: "4.9",
    due_date: "2026-12-24",
    author: "mlind",
  });
});

test("nothing is sent of what was not asked for", async () => {
  await gitlab.call("create_issue", { project_id: "harbor/docs", title: "Typo", type: "incident", confidential: true });
  expect(gitlab.writes().map(({ body }) => body)).toEqual([
    { title: "Typo", issue_type: "incident", confidential: true },
  ]);
});

test("a dry run shows the request and sends only reads", async () => {
  const { structured } = await create({ dry_run: true });
  expect(structured["preview"]).toMatchObject({
    request: [{ method: "POST", body: { title: entry.title, labels: "bug,cart", assignee_ids: [102] } }],
  });
  expect(gitlab.writes()).toEqual([]);
});

describe("what is not there is refused with the nearest name, before anything is written", () => {
  test.each([
    [{ labels: ["bugs"] }, 'no label "bugs" here: "bug" is nearest'],
    [{ labels: ["priority: hihg"] }, '"priority: high" is nearest'],
    [{ assignees: ["trend"] }, '"trenn" is nearest'],
    [{ milestone: "4,9" }, '"4.9" is nearest'],
  ])("%j", async (args, reason) => {
    const { code, text } = await create(args);
    expect(code).toBe("invalid_input");
    expect(text).toContain(reason);
    expect(gitlab.writes()).toEqual([]);
  });

  test("a label of that very spelling comes before one that differs in case", async () => {
    gitlab.standIn.world.projects
      .get(1)
      ?.labels.unshift({ id: 9_001, name: "CART", color: "#000000", description: null });
    await create({ labels: ["cart", "Cart"] });
    expect(gitlab.writes()[0]?.body).toMatchObject({ labels: "cart,CART" });
  });

  test("unless labels may be made", async () => {
    const { structured } = await create({ labels: ["vouchers"], create_labels: true });
    expect((await read(structured["iid"]))["labels"]).toEqual(["vouchers"]);
  });

  test("however many milestones and labels there are", async () => {
    const project = gitlab.standIn.world.projects.get(1);
    const [label, milestone] = [project?.labels.at(-1), project?.milestones.at(-1)];
    if (!project || !label || !milestone) throw new Error("nothing is seeded");
    for (let index = 0; index < 240; index += 1) {
      project.labels.push({ ...label, id: 50_000 + index, name: `team ${index}` });
      project.milestones.unshift({ ...milestone, id: 60_000 + index, iid: 100 + index, title: `sprint ${index}` });
    }
    project.milestones.unshift({ ...milestone, id: 70_000, iid: 900, title: "The oldest of all" });
    const args = { labels: ["team 239"], milestone: "The oldest of all" };
    expect((await create(args)).structured).toEqual({ iid: 31, url: expect.any(String) });
    expect(await read(31)).toMatchObject(args);
  });
});

describe("what GitLab leaves out without a word is named", () => {
  test("everything, for those who may not triage", async () => {
    const args = { project: "harbor/docs", title: "Typo", labels: ["bug"], assignees: ["iokafor"] };
    const { structured } = await gitlab.call("create_issue", args, { as: "driveby7" });
    expect(structured["ignored"]).toEqual(["label bug", "assignee iokafor"]);
  });
});

describe("duplicates", () => {
  test("an open issue of the same title is a conflict", async () => {
    const title = "cart total is one cent off the invoice, when a discount applies!";
    const { code, text } = await create({ title, check_duplicates: true });
    expect(code).toBe("conflict");
    expect(text).toContain("#12 is open under this title");
    expect(gitlab.writes()).toEqual([]);
  });

  test("those that only look alike come with the new one", async () => {
    const { structured } = await create({ title: "Discount on the invoice", check_duplicates: true });
    expect(structured).toMatchObject({ iid: 31, duplicates: [{ iid: 12 }] });
  });
});

describe("no doubles", () => {
  test("an issue whose answer was lost is found", async () => {
    gitlab.standIn.control.fault({ method: "POST", path: "/projects/*/issues", effect: { cut: "after" } });
    expect((await create()).structured).toMatchObject({ iid: 31 });
    expect(gitlab.writes()).toHaveLength(1);
  });

  test("one that never arrived is not made up", async () => {
    gitlab.standIn.control.fault({ method: "POST", path: "/projects/*/issues", effect: { cut: "before" } });
    expect((await create()).code).toMatch(/upstream_(timeout|unavailable)/);
    expect((await read(31))["iid"]).toBeUndefined();
  });

  test("the same key replays", async () => {
    const first = await create({ idempotency_key: "k1" });
    const second = await create({ idempotency_key: "k1" });
    expect(second.structured).toEqual(first.structured);
    expect(gitlab.writes()).toHaveLength(1);
  });
});
