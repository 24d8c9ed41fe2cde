import { expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";

const github = useGithub();

async function settings(name: { owner: string; repo: string }) {
  const { data } = await github.client().rest.repos.get(name);
  return data;
}

test("to me, and it is ready", async () => {
  const { structured } = await github.call("fork_repository", { owner: "harbor", repo: "docs" });
  expect(structured).toEqual({
    full_name: "mlind/docs",
    url: expect.stringMatching(/\/mlind\/docs$/),
    ready: true,
  });
  expect(await settings({ owner: "mlind", repo: "docs" })).toMatchObject({ parent: { full_name: "harbor/docs" } });
});

test("under another name, by somebody else, one branch alone", async () => {
  const args = { owner: "harbor", repo: "docs", name: "docs-fixes", default_branch_only: true };
  const { structured } = await github.call("fork_repository", args, { as: "driveby7" });
  expect(structured).toMatchObject({ full_name: "driveby7/docs-fixes", ready: true });
});

test("waits for its branches", async () => {
  const notYet = { method: "GET", path: "/repos/mlind/docs/git/ref/**", times: 1, effect: { status: 404 } } as const;
  github.standIn.control.fault(notYet);
  const { structured } = await github.call("fork_repository", { owner: "harbor", repo: "docs" });
  expect(structured["ready"]).toBe(true);
});

test("one is made, also when its answer is lost; a dry run makes none", async () => {
  const dry = await github.call("fork_repository", { owner: "harbor", repo: "docs", dry_run: true });
  expect(dry.structured["preview"]).toMatchObject({
    request: [{ method: "POST", body: { default_branch_only: false } }],
  });
  github.standIn.control.fault({ method: "POST", path: "/repos/*/*/forks", effect: { cut: "after" } });
  const { structured } = await github.call("fork_repository", {
    owner: "harbor",
    repo: "docs",
    idempotency_key: "f",
  });
  expect(structured).toMatchObject({ full_name: "mlind/docs", ready: true });
  expect(github.writes()).toEqual(["POST /repos/harbor/docs/forks"]);
});

test("an empty one cannot be", async () => {
  expect((await github.call("fork_repository", { owner: "harbor", repo: "empty" })).isError).toBe(true);
});
