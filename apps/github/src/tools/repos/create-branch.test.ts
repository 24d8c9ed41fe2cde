import { expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";
import { headOf } from "../../../test/storefront.ts";

const github = useGithub();
const storefront = { owner: "harbor", repo: "storefront" };
const call = (name: string, args: Record<string, unknown>) => github.call(name, { ...storefront, ...args });

const create = (args: Record<string, unknown>) => call("create_branch", { branch: "fix/new", ...args });

test("from the default branch, a branch, a tag, a commit", async () => {
  const made = await create({});
  expect(made.structured).toEqual({
    branch: "fix/new",
    sha: await headOf(github, "main"),
    url: expect.stringMatching(/\/harbor\/storefront\/tree\/fix\/new$/),
  });
  expect(await headOf(github, "fix/new")).toBe(made.structured["sha"]);
  for (const from of ["feat/saved-carts", "v4.8.0", await headOf(github, "fix/cart-rounding")]) {
    const other = await create({ branch: `from/${from}`, from });
    expect(other.structured["sha"]).toBe(await headOf(github, from));
  }
});

test("a dry run sends reads alone", async () => {
  const { structured } = await create({ dry_run: true });
  expect(structured["preview"]).toMatchObject({
    request: [{ method: "POST", body: { ref: "refs/heads/fix/new", sha: await headOf(github, "main") } }],
  });
  expect(github.writes()).toEqual([]);
});

test("one write reaches GitHub, also when its answer is lost", async () => {
  github.standIn.control.fault({ method: "POST", path: "/repos/*/*/git/refs", effect: { cut: "after" } });
  const { structured, isError } = await create({ idempotency_key: "once" });
  expect({ isError, sha: structured["sha"] }).toEqual({ isError: false, sha: await headOf(github, "fix/new") });
  expect(github.writes()).toHaveLength(1);
});

test("refused: one that is there, a start that is not, an empty repository, a bad name, no access", async () => {
  expect((await create({ branch: "main" })).code).toBe("conflict");
  expect((await create({ from: "no-such-branch" })).code).toBe("not_found");
  expect(await create({ repo: "empty" })).toMatchObject({
    code: "conflict",
    text: expect.stringContaining("push_files"),
  });
  expect((await create({ branch: "a..b" })).code).toBe("invalid_input");
  expect((await github.call("create_branch", { ...storefront, branch: "x" }, { as: "driveby7" })).code).toBe(
    "not_found",
  );
  expect(github.writes().filter((write) => !write.includes("/git/refs"))).toEqual([]);
});
