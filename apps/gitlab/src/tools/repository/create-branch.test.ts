import { describe, expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const entry = { project: "harbor/storefront", branch: "try/rounding" };

const create = (args: Record<string, unknown> = {}) => gitlab.call("create_branch", { ...entry, ...args });
const tipOf = (branch: string) => gitlab.standIn.world.projects.get(1)?.git.refs.get(`refs/heads/${branch}`);

test("from the default branch, unless said; by the commit that it stands at", async () => {
  expect((await create()).structured).toMatchObject({ branch: "try/rounding", sha: tipOf("main") });
  await create({ branch: "try/carts", from: "feat/saved-carts" });
  expect(tipOf("try/carts")).toBe(tipOf("feat/saved-carts"));
  expect(gitlab.writes().map(({ body }) => body)).toEqual([
    { branch: "try/rounding", ref: tipOf("main") },
    { branch: "try/carts", ref: tipOf("feat/saved-carts") },
  ]);
});

test("a name that is taken is a conflict; a start that is not there is refused unsent", async () => {
  expect((await create({ branch: "feat/gift-cards" })).code).toBe("conflict");
  const { code, text } = await create({ from: "nowhere" });
  expect([code, text]).toEqual(["not_found", expect.stringContaining("list_branches")]);
  expect(gitlab.writes()).toHaveLength(1);
});

describe("no doubles", () => {
  test("one whose answer was lost is found", async () => {
    gitlab.standIn.control.fault({ method: "POST", path: "/projects/*/repository/branches", effect: { cut: "after" } });
    expect((await create()).structured).toMatchObject({ branch: "try/rounding", sha: tipOf("main") });
    expect(gitlab.writes()).toHaveLength(1);
  });

  test("the same key replays; a dry run sends only reads", async () => {
    expect((await create({ dry_run: true })).structured["preview"]).toMatchObject({
      request: [{ method: "POST" }],
      after: { branch: "try/rounding", sha: tipOf("main") },
    });
    expect(tipOf("try/rounding")).toBeUndefined();
    const first = await create({ idempotency_key: "k1" });
    expect((await create({ idempotency_key: "k1" })).structured).toEqual(first.structured);
    expect(gitlab.writes()).toHaveLength(1);
  });
});
