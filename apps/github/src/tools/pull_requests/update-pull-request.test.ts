import { describe, expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";

const github = useGithub();
const storefront = { owner: "harbor", repo: "storefront" };

async function update(number: number, args: Record<string, unknown>) {
  return github.call("update_pull_request", { ...storefront, number, ...args });
}

async function read(number: number) {
  return (await github.call("get_pull_request", { ...storefront, number })).structured;
}

function bodies(): unknown[] {
  return github.sent().flatMap(({ method, path, body }) => (method === "GET" || path === "/graphql" ? [] : [body]));
}

test("only the fields passed are sent, and only those that differ", async () => {
  const before = await read(32);
  const { structured } = await update(32, { title: "Keep carts", base: "main", add_labels: ["cart"] });
  expect(structured).toEqual({ number: 32, changed: ["title"], url: before["url"] });
  expect(bodies()).toEqual([{ title: "Keep carts" }]);
  expect(await read(32)).toMatchObject({ title: "Keep carts", body: before["body"], labels: before["labels"] });
});

test("nothing new is no write", async () => {
  const { structured } = await update(35, { draft: true, state: "open", remove_labels: ["security"] });
  expect(structured).toMatchObject({ changed: [] });
  expect(github.writes()).toEqual([]);
});

describe("a draft", () => {
  test("is made ready, and a draft again, by GraphQL alone", async () => {
    expect((await update(35, { draft: false })).structured).toMatchObject({ changed: ["draft"] });
    expect(await read(35)).toMatchObject({ draft: false });
    await update(35, { draft: true });
    expect(github.writes()).toEqual(["MarkReady", "ConvertToDraft"]);
  });

  test("is never sent along with other fields", async () => {
    await update(35, { draft: false, title: "Facets" });
    expect(bodies()).toEqual([{ title: "Facets" }]);
    expect(github.writes()).toEqual(["PATCH /repos/harbor/storefront/pulls/35", "MarkReady"]);
  });
});

describe("people", () => {
  test("reviewers are added and removed, teams among them", async () => {
    const args = { add_reviewers: ["mlind", "harbor/shop", "trenn"], remove_reviewers: ["iokafor"] };
    const { structured } = await update(36, args);
    expect(structured).toMatchObject({ changed: ["reviewers"] });
    expect((await read(36))["reviewers"]).toEqual(["mlind", "trenn", "harbor/shop"]);
    await update(36, { remove_reviewers: ["trenn", "harbor/shop"] });
    expect((await read(36))["reviewers"]).toEqual(["mlind"]);
  });

  test("copilot is asked by its own name", async () => {
    const { structured } = await update(36, { add_reviewers: ["copilot"], dry_run: true });
    expect(structured["preview"]).toMatchObject({
      request: [{ body: { reviewers: ["copilot-pull-request-reviewer[bot]"] } }],
    });
  });

  test("who cannot be asked or assigned is named", async () => {
    const { structured } = await update(38, { add_reviewers: ["mlind"], add_assignees: ["driveby7", "trenn"] });
    expect(structured).toMatchObject({ changed: ["assignees"], ignored: ["assignee driveby7", "reviewer mlind"] });
  });
});

test("a dry run shows the first request, the difference and what follows", async () => {
  const edits = [{ old_text: "- [ ] a test says", new_text: "- [x] a test says" }];
  const { structured } = await update(32, { edits, add_labels: ["Security"], add_reviewers: ["mlind"], dry_run: true });
  const preview = structured["preview"] as Record<string, unknown>;
  expect(preview).toMatchObject({
    request: [{ method: "PATCH", path: expect.stringContaining("/pulls/32") }],
    diff: expect.stringContaining("+- [x] a test says"),
    after: { labels: ["enhancement", "cart", "security"], add_reviewers: ["mlind"] },
  });
  expect(preview["then"]).toEqual(["a request to add labels: security", "a request to add reviewers: mlind"]);
  expect(github.writes()).toEqual([]);
});

test("labels and people that somebody else adds meanwhile stay", async () => {
  github.standIn.control.fault({ path: "/graphql", times: 2, effect: { delayMs: 300 } });
  const ours = update(32, { add_labels: ["security"], remove_labels: ["enhancement"], add_assignees: ["mlind"] });
  await expect.poll(() => github.sent().some(({ path }) => path.endsWith("/pulls/32"))).toBe(true);
  const there = { ...storefront, issue_number: 32 };
  await github.client("trenn").rest.issues.addLabels({ ...there, labels: ["bug"] });
  await github.client("trenn").rest.issues.addAssignees({ ...there, assignees: ["trenn"] });
  expect((await ours).structured).toMatchObject({ changed: ["labels", "assignees"] });
  const { data } = await github.client().rest.issues.get(there);
  expect(data.labels.map((label) => (typeof label === "string" ? label : label.name))).toEqual([
    "cart",
    "bug",
    "security",
  ]);
  expect(data.assignees?.map(({ login }) => login)).toEqual(expect.arrayContaining(["trenn", "mlind"]));
});

test("a moved head is a conflict with the present one", async () => {
  const head = (await read(32))["head"] as { sha: string };
  const wrong = await update(32, { title: "x", expected_head_sha: "0000000" });
  expect(wrong.code).toBe("conflict");
  expect(wrong.structured["details"]).toEqual({ head_sha: head.sha });
  expect((await update(32, { title: "x", expected_head_sha: head.sha.slice(0, 7) })).isError).toBe(false);
});

test("closing and opening again", async () => {
  await update(34, { state: "closed" });
  expect(await read(34)).toMatchObject({ state: "closed" });
  expect((await update(34, { state: "open" })).structured).toMatchObject({ changed: ["state"] });
});

test("unknown labels are refused with the nearest, before anything is written", async () => {
  const { code, text } = await update(32, { title: "x", add_labels: ["carts"] });
  expect(code).toBe("invalid_input");
  expect(text).toContain('"cart" is nearest');
  expect(github.writes()).toEqual([]);
});
