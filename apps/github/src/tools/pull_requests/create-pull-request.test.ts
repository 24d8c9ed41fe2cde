import { describe, expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";

const github = useGithub();
const storefront = { owner: "harbor", repo: "storefront" };
const entry = {
  ...storefront,
  title: "Round once per line",
  body: "As the invoice does.",
  head: "fix/once",
  base: "main",
};

/** A branch with a commit that `main` lacks. */
async function branch(): Promise<void> {
  await github.call("push_files", {
    ...storefront,
    branch: "fix/once",
    create_branch_from: "main",
    message: "Round once",
    operations: [{ op: "create", path: "src/cart/round.ts", content: "export {};\n" }],
  });
}

async function create(args: Record<string, unknown> = {}, as?: "trenn") {
  return github.call("create_pull_request", { ...entry, ...args }, as && { as });
}

/** Writes after the branch. */
const written = () => github.writes().filter((write) => /(pulls|issues)/.test(write));

test("opens a pull request with labels, people and teams", async () => {
  await branch();
  const more = { labels: ["Bug"], assignees: ["mlind"], reviewers: ["trenn", "harbor/shop"], draft: true };
  const { structured } = await create(more);
  expect(structured).toEqual({
    number: 39,
    url: `${github.standIn.url}/harbor/storefront/pull/39`,
    head_sha: expect.stringMatching(/^[0-9a-f]{40}$/),
  });
  const { structured: pull } = await github.call("get_pull_request", { ...storefront, number: 39 });
  expect(pull).toMatchObject({
    draft: true,
    body: entry.body,
    labels: ["bug"],
    assignees: ["mlind"],
    reviewers: ["trenn", "harbor/shop"],
    head: { sha: structured["head_sha"] },
  });
  expect(written()).toEqual([
    "POST /repos/harbor/storefront/pulls",
    "POST /repos/harbor/storefront/issues/39/labels",
    "POST /repos/harbor/storefront/issues/39/assignees",
    "POST /repos/harbor/storefront/pulls/39/requested_reviewers",
  ]);
});

test("nothing more asked for is one write", async () => {
  await branch();
  await create();
  expect(written()).toEqual(["POST /repos/harbor/storefront/pulls"]);
});

test("a dry run shows the request and what would follow", async () => {
  await branch();
  const { structured } = await create({ labels: ["bug"], reviewers: ["trenn"], dry_run: true });
  const preview = structured["preview"] as Record<string, unknown>;
  expect(preview["request"]).toMatchObject([
    { method: "POST", body: { title: entry.title, head: "fix/once", base: "main", draft: false } },
  ]);
  expect(preview["then"]).toEqual(["labels: bug", "reviews asked of: trenn"]);
  expect(written()).toEqual([]);
});

test("who cannot be asked is named, and the others are asked", async () => {
  await branch();
  const { structured } = await create({ reviewers: ["trenn", "mlind", "driveby7"], assignees: ["driveby7"] });
  expect(structured["ignored"]).toEqual(["assignee driveby7", "reviewer mlind", "reviewer driveby7"]);
  const { structured: pull } = await github.call("get_pull_request", { ...storefront, number: 39 });
  expect(pull["reviewers"]).toEqual(["trenn"]);
});

describe("the body", () => {
  test("from the template", async () => {
    await branch();
    await create({ body: undefined, use_template: true });
    const { structured } = await github.call("get_pull_request", { ...storefront, number: 39 });
    expect(structured["body"]).toContain("## Why");
  });

  test("or from the caller", async () => {
    expect((await create({ use_template: true })).code).toBe("invalid_input");
  });
});

describe("refused", () => {
  test.each([
    [{ labels: ["bugs"] }, '"bug" is nearest'],
    [{ assignees: ["tren"] }, '"trenn" is nearest'],
    [{ reviewers: ["acme/shop"] }, "Only teams of harbor"],
  ])("%j, before anything is written", async (args, reason) => {
    const { code, text } = await create(args);
    expect(code).toBe("invalid_input");
    expect(text).toContain(reason);
    expect(written()).toEqual([]);
  });

  test("a head without commits, and one that is open already", async () => {
    expect((await create({ head: "release/4.8" })).code).toBe("invalid_input");
    expect((await create({ head: "feat/saved-carts" })).code).toBe("conflict");
  });
});

describe("no doubles", () => {
  test("a pull request whose answer was lost is found, with what it lacks", async () => {
    await branch();
    github.standIn.control.fault({ method: "POST", path: "/repos/*/*/pulls", effect: { cut: "after" } });
    const { structured } = await create({ labels: ["bug"], reviewers: ["trenn"] });
    expect(structured).toMatchObject({ number: 39, ignored: ["label bug", "reviewer trenn"] });
    expect(written()).toEqual(["POST /repos/harbor/storefront/pulls"]);
  });

  test("one that never arrived is not made up", async () => {
    await branch();
    github.standIn.control.fault({ method: "POST", path: "/repos/*/*/pulls", effect: { cut: "before" } });
    expect((await create()).code).toMatch(/upstream_(timeout|unavailable)/);
  });

  test("what follows may fail: the pull request stands", async () => {
    await branch();
    github.standIn.control.fault({ method: "POST", path: "/repos/**/requested_reviewers", effect: { status: 502 } });
    const { structured } = await create({ reviewers: ["trenn"] });
    expect(structured).toMatchObject({ number: 39, ignored: ["reviewer trenn"] });
  });
});
