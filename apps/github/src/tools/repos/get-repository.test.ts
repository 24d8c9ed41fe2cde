import { describe, expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";

const github = useGithub();
const storefront = { owner: "harbor", repo: "storefront" };

test("settings, and what I may do", async () => {
  const { structured } = await github.call("get_repository", storefront);
  expect(structured).toMatchObject({
    full_name: "harbor/storefront",
    visibility: "private",
    archived: false,
    fork: false,
    default_branch: "main",
    topics: ["shop", "typescript", "vite"],
    permissions: expect.arrayContaining(["admin", "push", "pull"]),
    merge_settings: ["allow_merge_commit", "allow_squash_merge", "allow_rebase_merge", "allow_auto_merge"],
  });
  expect(structured).not.toHaveProperty("moved_to");
});

test("each facet is asked for by name", async () => {
  const include = ["readme", "languages", "contributors", "templates"];
  const { structured } = await github.call("get_repository", { ...storefront, include });
  expect(structured).toMatchObject({
    readme: expect.stringMatching(/^# Storefront\n/),
    languages: expect.arrayContaining(["TypeScript"]),
    contributors: expect.arrayContaining(["mlind", "trenn"]),
  });
  expect(
    (structured["templates"] as { kind: string; name: string }[]).map(({ kind, name }) => `${kind} ${name}`),
  ).toEqual(["pull_request pull_request_template", "issue bug", "issue feature"]);
});

test("a readme that GitHub gives no content of is read as a blob", async () => {
  const { data } = await github.client().rest.repos.getReadme(storefront);
  const body = { ...data, encoding: "none", content: "" };
  github.standIn.control.fault({ path: "/repos/harbor/storefront/readme", effect: { status: 200, body } });
  const { structured } = await github.call("get_repository", { ...storefront, include: ["readme"] });
  expect(structured["readme"]).toMatch(/^# Storefront\n/);
});

test("no readme is no failure", async () => {
  const { structured, isError } = await github.call("get_repository", {
    owner: "harbor",
    repo: "empty",
    include: ["readme"],
  });
  expect(isError).toBe(false);
  expect(structured).not.toHaveProperty("readme");
});

test("a former name leads to the present one", async () => {
  const moved = await github.call("get_repository", { owner: "harbor", repo: "shop" });
  expect(moved.structured).toMatchObject({ full_name: "harbor/storefront", moved_to: "harbor/storefront" });
});

describe("errors", () => {
  test("hidden and missing are the same", async () => {
    const hidden = await github.call("get_repository", storefront, { as: "driveby7" });
    const missing = await github.call("get_repository", { owner: "harbor", repo: "nothing" });
    expect(hidden.code).toBe("not_found");
    expect(hidden.text).toBe(missing.text);
  });

  test('".." is no name', async () => {
    expect((await github.call("get_repository", { owner: "..", repo: "user" })).code).toBe("invalid_input");
    expect(github.sent()).toEqual([]);
  });

  test("the last of the quota is kept for plain calls", async () => {
    github.standIn.control.limit("mlind", "core", 50);
    const many = await github.call("get_repository", {
      ...storefront,
      include: ["readme", "languages", "contributors"],
    });
    expect(many).toMatchObject({ code: "rate_limited", text: expect.stringMatching(/retry_after_s: \d+/) });
    expect((await github.call("get_repository", { ...storefront, include: ["readme"] })).isError).toBe(false);
  });

  test("a spent quota says when it is full again", async () => {
    github.standIn.control.limit("mlind", "core", 0);
    const spent = await github.call("get_repository", storefront);
    expect(spent).toMatchObject({ code: "rate_limited", text: expect.stringMatching(/retry_after_s: \d+/) });
  });

  test("limits on bursts are known without any header", async () => {
    github.standIn.control.fault({ times: 5, effect: { secondary: 403 } });
    expect(await github.call("get_repository", storefront)).toMatchObject({ code: "rate_limited" });
  });

  test("single sign-on leads to its page", async () => {
    github.standIn.control.fault({ times: 5, effect: { sso: { organization: "harbor" } } });
    const called = await github.call("get_repository", storefront);
    expect(called).toMatchObject({ code: "reauthorize", text: expect.stringMatching(/link: http.*harbor/) });
  });
});
