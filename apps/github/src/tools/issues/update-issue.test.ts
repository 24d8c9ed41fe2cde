import { describe, expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";

const github = useGithub();
const storefront = { owner: "harbor", repo: "storefront" };

async function update(number: number, args: Record<string, unknown>) {
  return github.call("update_issue", { ...storefront, number, ...args });
}

/** Bodies of the requests for fields. */
function sent(): unknown[] {
  return github.sent().flatMap(({ method, body }) => (method === "PATCH" ? [body] : []));
}

async function issue(number: number) {
  return (await github.call("get_issue", { ...storefront, number })).structured;
}

test("only the fields passed are sent, and only those that differ", async () => {
  const { structured } = await update(3, {
    title: "Product images load one after the other on slow lines",
    milestone: "5.0",
    add_labels: ["Cart", "catalog"],
    remove_labels: ["performance", "security"],
    add_assignees: ["mlind"],
  });
  expect(structured).toEqual({
    number: 3,
    changed: ["milestone", "labels", "assignees"],
    url: `${github.standIn.url}/harbor/storefront/issues/3`,
  });
  expect(sent()).toEqual([{ milestone: 3 }]);
  expect(await issue(3)).toMatchObject({
    milestone: "5.0",
    labels: ["catalog", "priority: high", "cart"],
    assignees: ["trenn", "mlind"],
  });
});

describe("labels and people", () => {
  const ON_ISSUE = "/repos/harbor/storefront/issues/3";

  test.each([
    [{ add_labels: ["Cart"] }, `POST ${ON_ISSUE}/labels`],
    [{ remove_labels: ["performance", "Catalog"] }, "RemoveLabels"],
    [{ add_assignees: ["mlind"] }, `POST ${ON_ISSUE}/assignees`],
    [{ remove_assignees: ["trenn"] }, `DELETE ${ON_ISSUE}/assignees`],
  ])("%j is one request that leaves the others alone", async (args, request) => {
    const before = await issue(3);
    const { structured } = await update(3, args);
    expect(github.writes()).toEqual([request]);
    const [field] = structured["changed"] as ["labels" | "assignees"];
    const others = field === "labels" ? "assignees" : "labels";
    const after = await issue(3);
    expect(after[field]).not.toEqual(before[field]);
    expect(after[others]).toEqual(before[others]);
  });

  test("what somebody adds meanwhile stays", async () => {
    github.standIn.control.fault({ path: "/graphql", times: 2, effect: { delayMs: 300 } });
    const ours = update(3, { add_labels: ["cart"], remove_labels: ["performance"], add_assignees: ["mlind"] });
    await expect.poll(() => github.sent().some(({ path }) => path.endsWith("/issues/3"))).toBe(true);
    await github.client("trenn").rest.issues.addLabels({ ...storefront, issue_number: 3, labels: ["security"] });
    await ours;
    expect((await issue(3))["labels"]).toEqual(["catalog", "priority: high", "security", "cart"]);
  });

  test("all labels are the set that was named", async () => {
    await update(3, { labels: ["bug"], add_labels: ["cart"], remove_labels: ["performance"] });
    expect(github.writes()).toEqual([`PATCH ${ON_ISSUE}`]);
    expect(sent()).toEqual([{ labels: ["bug", "cart"] }]);
  });

  test("a dry run shows the first request and names the others", async () => {
    const args = { title: "Pictures", add_labels: ["cart"], remove_labels: ["performance"], dry_run: true };
    const { structured } = await update(3, args);
    expect(structured["preview"]).toMatchObject({
      request: [{ method: "PATCH", body: { title: "Pictures" } }],
      before: { labels: ["performance", "catalog", "priority: high"] },
      after: { title: "Pictures", labels: ["catalog", "priority: high", "cart"] },
      then: ["a request to add labels: cart", "a request to remove labels: performance"],
    });
    expect(github.writes()).toEqual([]);
  });
});

describe("a refusal in the middle", () => {
  const refused = (status: number) =>
    github.standIn.control.fault({ method: "POST", path: "**/labels", effect: { status, body: { message: "No." } } });

  test("names what the account may not do", async () => {
    refused(403);
    const { structured } = await update(3, { title: "Pictures", add_labels: ["cart"], add_assignees: ["mlind"] });
    expect(structured).toMatchObject({ changed: ["title", "assignees"], ignored: ["label cart"] });
  });

  test("says what is done already, and repeating does the rest", async () => {
    refused(422);
    const args = { title: "Pictures", add_labels: ["cart"], add_assignees: ["mlind"] };
    const { code, text, structured } = await update(3, args);
    expect(code).toBe("invalid_input");
    expect(text).toContain("Done before that: title.");
    expect(structured["details"]).toMatchObject({ changed: ["title"] });
    expect((await update(3, args)).structured).toMatchObject({ changed: ["labels", "assignees"] });
  });

  test("is an error where nothing is done", async () => {
    refused(403);
    expect((await update(3, { add_labels: ["cart"] })).code).toBe("forbidden");
  });
});

test("nothing new is no write", async () => {
  const { structured } = await update(3, {
    state: "open",
    add_assignees: ["trenn"],
    labels: ["performance", "catalog", "priority: high"],
  });
  expect(structured).toMatchObject({ changed: [] });
  expect(github.writes()).toEqual([]);
});

describe("state", () => {
  test("closing with its reason, and opening again", async () => {
    expect((await update(15, { state: "closed", state_reason: "not_planned" })).structured).toMatchObject({
      changed: ["state", "state_reason"],
    });
    await update(15, { state: "open" });
    const { structured } = await github.call("get_issue", { ...storefront, number: 15 });
    expect(structured).toMatchObject({ state: "open", state_reason: "reopened" });
  });

  test("a duplicate names the issue that it repeats, by its database id", async () => {
    const { structured } = await update(27, { duplicate_of: 12, add_labels: ["duplicate"] });
    expect(structured).toMatchObject({ changed: ["state", "state_reason", "labels"] });
    const { data } = await github.client().rest.issues.get({ ...storefront, issue_number: 12 });
    expect(sent()).toEqual([{ state: "closed", state_reason: "duplicate", duplicate_issue_id: data.id }]);
    expect(await issue(27)).toMatchObject({ labels: ["bug", "duplicate"] });
  });

  test.each([
    [{ state: "closed", state_reason: "reopened" }, "cannot be closed and reopened"],
    [{ state: "open", state_reason: "completed" }, "cannot be open and completed"],
    [{ duplicate_of: 12, state: "open" }, "leave out state"],
    [{ duplicate_of: 3 }, "duplicate of itself"],
  ])("%j makes no sense", async (args, reason) => {
    const { code, text } = await update(3, args);
    expect(code).toBe("invalid_input");
    expect(text).toContain(reason);
    expect(github.sent()).toEqual([]);
  });
});

describe("the body", () => {
  const edits = [{ old_text: "- [ ] measure again", new_text: "- [x] measure again" }];

  test("is edited in place, and a dry run shows the difference", async () => {
    const { structured } = await update(3, { edits, dry_run: true });
    expect(structured["preview"]).toMatchObject({
      diff: expect.stringMatching(/^-- \[ \] measure again$[^]*^\+- \[x\] measure again$/m),
      before: { body: expect.any(String) },
    });
    expect(github.writes()).toEqual([]);
    await update(3, { edits });
    const { structured: issue } = await github.call("get_issue", { ...storefront, number: 3 });
    expect(issue["body"]).toContain("- [x] measure again");
    expect(issue["body"]).toContain("On a 3G profile");
  });

  test("edits that do not fit change nothing", async () => {
    const { code } = await update(3, { edits: [{ old_text: "not in there", new_text: "" }] });
    expect(code).toBe("invalid_input");
    expect((await update(3, { edits, body: "new" })).code).toBe("invalid_input");
    expect(github.writes()).toEqual([]);
  });
});

test('"" clears', async () => {
  await update(3, { milestone: "", labels: [] });
  expect(sent()).toEqual([{ milestone: null, labels: [] }]);
});

test("a change in between is a conflict with the present time", async () => {
  const { structured: read } = await github.call("get_issue", { ...storefront, number: 3 });
  await github.client("trenn").rest.issues.update({ ...storefront, issue_number: 3, title: "Pictures are slow" });
  const late = await update(3, { title: "Images are slow", expected_updated_at: read["updated_at"] });
  expect(late.code).toBe("conflict");
  const { updated_at } = late.structured["details"] as { updated_at: string };
  expect(updated_at).not.toBe(read["updated_at"]);
  expect((await update(3, { title: "Images are slow", expected_updated_at: updated_at })).isError).toBe(false);
});

test("people who cannot be assigned are named", async () => {
  const { structured } = await update(3, { add_assignees: ["driveby7"] });
  expect(structured).toMatchObject({ changed: [], ignored: ["assignee driveby7"] });
});

test("unknown labels are refused with the nearest", async () => {
  const { code, text } = await update(3, { add_labels: ["catalogue"] });
  expect(code).toBe("invalid_input");
  expect(text).toContain('"catalog" is nearest');
  expect(github.writes()).toEqual([]);
});

test("a pull request is no issue", async () => {
  expect((await update(31, { title: "x" })).code).toBe("invalid_input");
});
