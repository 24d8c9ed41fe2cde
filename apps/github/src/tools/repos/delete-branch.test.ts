import { expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";
import { headOf } from "../../../test/storefront.ts";

const github = useGithub();
const storefront = { owner: "harbor", repo: "storefront" };
const call = (name: string, args: Record<string, unknown>) => github.call(name, { ...storefront, ...args });

const remove = (branch: string, args: Record<string, unknown> = {}) =>
  call("delete_branch", { branch, confirm: `harbor/storefront@${branch}`, ...args });
const old = async () => {
  await call("create_branch", { branch: "old/idea" });
  return "old/idea";
};

test("goes ahead where its name is repeated, and gives the commit to bring it back", async () => {
  const sha = await headOf(github, "main");
  const { structured } = await remove(await old(), { expected_sha: sha.slice(0, 10) });
  expect(structured).toEqual({ branch: "old/idea", last_sha: sha });
  expect((await call("list_branches", { query: "old/" })).structured["items"]).toEqual([]);
});

test("asks first", async () => {
  const branch = await old();
  const asked = await call("delete_branch", { branch });
  expect(asked).toMatchObject({
    code: "confirm_required",
    text: expect.stringContaining("harbor/storefront@old/idea"),
  });
  expect((await remove(branch, { confirm: "old/idea" })).code).toBe("confirm_required");
  expect(github.writes()).toHaveLength(1);
});

test("a dry run sends reads alone", async () => {
  const { structured } = await remove(await old(), { dry_run: true });
  expect(structured["preview"]).toMatchObject({ request: [{ method: "DELETE" }], before: { branch: "old/idea" } });
  expect(github.writes()).toHaveLength(1);
});

test("never the default one, a protected one, or one that pull requests need", async () => {
  expect(await remove("main")).toMatchObject({ code: "policy_denied", text: expect.stringContaining("default") });
  expect(await remove("feat/saved-carts")).toMatchObject({ code: "conflict", text: expect.stringContaining("#32") });
  const branch = await old();
  expect(await remove(branch, { expected_sha: "0000000" })).toMatchObject({ code: "conflict" });
  expect((await remove("no-such-branch")).code).toBe("not_found");
  expect(github.writes()).toHaveLength(1);
});
