import { describe, expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";

const github = useGithub();
const storefront = { owner: "harbor", repo: "storefront" };
const entry = {
  ...storefront,
  title: "Voucher field loses its focus",
  body: "On every key.",
  labels: ["Bug", "cart"],
  assignees: ["trenn"],
  milestone: "4.9",
};

async function create(args: Record<string, unknown> = {}) {
  return github.call("create_issue", { ...entry, ...args });
}

async function read(number: unknown) {
  const { structured } = await github.call("get_issue", { ...storefront, number });
  return structured;
}

test("opens an issue with all it is to have, in one write", async () => {
  const { structured } = await create();
  expect(structured).toEqual({
    number: 39,
    url: `${github.standIn.url}/harbor/storefront/issues/39`,
  });
  expect(github.writes()).toEqual(["POST /repos/harbor/storefront/issues"]);
  expect(await read(39)).toMatchObject({
    title: entry.title,
    body: entry.body,
    labels: ["bug", "cart"],
    assignees: ["trenn"],
    milestone: "4.9",
    author: "mlind",
  });
});

test("a dry run shows the request and sends only reads", async () => {
  const { structured } = await create({ dry_run: true });
  expect(structured["preview"]).toMatchObject({
    request: [{ method: "POST", body: { title: entry.title, labels: ["bug", "cart"], milestone: 2 } }],
  });
  expect(github.writes()).toEqual([]);
});

describe("what is not there is refused with the nearest name, before anything is written", () => {
  test.each([
    [{ labels: ["bugs"] }, 'no label "bugs" in this repository: "bug" is nearest'],
    [{ labels: ["priority: hihg"] }, '"priority: high" is nearest'],
    [{ assignees: ["trend"] }, '"trenn" is nearest'],
    [{ milestone: "4,9" }, '"4.9" is nearest'],
  ])("%j", async (args, reason) => {
    const { code, text } = await create(args);
    expect(code).toBe("invalid_input");
    expect(text).toContain(reason);
    expect(github.writes()).toEqual([]);
  });

  test("unless labels may be made", async () => {
    const { structured } = await create({ labels: ["vouchers"], create_labels: true });
    expect((await read(structured["number"]))["labels"]).toEqual(["vouchers"]);
  });
});

describe("what GitHub leaves out without a word is named", () => {
  test("people who cannot be assigned", async () => {
    const { structured } = await create({ assignees: ["trenn", "driveby7"] });
    expect(structured["ignored"]).toEqual(["assignee driveby7"]);
  });

  test("everything, for those who may not triage", async () => {
    const args = { owner: "harbor", repo: "docs", title: "Typo", labels: ["bug"], assignees: ["iokafor"] };
    const { structured } = await github.call("create_issue", args, { as: "driveby7" });
    expect(structured["ignored"]).toEqual(["label bug", "assignee iokafor"]);
  });
});

describe("duplicates", () => {
  test("an open issue of the same title is a conflict", async () => {
    const title = "cart total is one cent off the invoice, when a discount applies!";
    const { code, text } = await create({ title, check_duplicates: true });
    expect(code).toBe("conflict");
    expect(text).toContain("#12 is open under this title");
    expect(github.writes()).toEqual([]);
  });

  test("those that only look alike come with the new one", async () => {
    const { structured } = await create({ title: "Discount on the invoice", check_duplicates: true });
    expect(structured).toMatchObject({ number: 39, duplicates: [{ number: 12 }] });
  });
});

describe("no doubles", () => {
  test("an issue whose answer was lost is found", async () => {
    github.standIn.control.fault({ method: "POST", path: "/repos/*/*/issues", effect: { cut: "after" } });
    const { structured } = await create({ assignees: ["trenn", "driveby7"] });
    expect(structured).toMatchObject({ number: 39, ignored: ["assignee driveby7"] });
    expect(github.writes()).toHaveLength(1);
  });

  test("one that never arrived is not made up", async () => {
    github.standIn.control.fault({ method: "POST", path: "/repos/*/*/issues", effect: { cut: "before" } });
    expect((await create()).code).toMatch(/upstream_(timeout|unavailable)/);
    expect((await read(39))["code"]).toBe("not_found");
  });

  test("the same key replays", async () => {
    const first = await create({ idempotency_key: "k1" });
    const second = await create({ idempotency_key: "k1" });
    expect(second.structured).toEqual(first.structured);
    expect(github.writes()).toHaveLength(1);
  });
});
