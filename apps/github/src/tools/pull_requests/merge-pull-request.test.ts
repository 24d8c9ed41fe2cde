import { describe, expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";

const github = useGithub();
const storefront = { owner: "harbor", repo: "storefront" };
const PUT = "PUT /repos/harbor/storefront/pulls/31/merge";

async function headOf(number: number): Promise<string> {
  const { structured } = await github.call("get_pull_request", { ...storefront, number });
  return (structured["head"] as { sha: string }).sha;
}

async function merge(number: number, args: Record<string, unknown> = {}) {
  return github.call("merge_pull_request", {
    ...storefront,
    number,
    expected_head_sha: await headOf(number),
    confirm: `harbor/storefront#${number}`,
    ...args,
  });
}

test("merges what is ready, once", async () => {
  const { structured } = await merge(31, { merge_method: "squash", commit_title: "Gift cards (#31)" });
  expect(structured).toEqual({
    merged: true,
    sha: expect.stringMatching(/^[0-9a-f]{40}$/),
    branch_deleted: false,
    readiness: { verdict: "ready", reasons: [] },
  });
  expect(github.writes()).toEqual([PUT]);
  const { structured: commit } = await github.call("get_commit", { ...storefront, sha: "main" });
  expect(commit).toMatchObject({ sha: structured["sha"], message: expect.stringContaining("Gift cards (#31)") });
});

test("always names the head that was read, in full", async () => {
  const head = await headOf(31);
  await merge(31, { expected_head_sha: head.slice(0, 8) });
  const sent = github.sent().find(({ method }) => method === "PUT");
  expect(sent?.body).toEqual({ sha: head, merge_method: "merge" });
});

test("and deletes the branch, where asked to", async () => {
  const { structured } = await merge(31, { delete_branch: true });
  expect(structured).toMatchObject({ merged: true, branch_deleted: true });
  expect(github.writes()).toEqual([PUT, expect.stringMatching(/^DELETE .*\/git\/refs\/heads/)]);
});

test("a number without a pull request is not found", async () => {
  const args = { expected_head_sha: "1234567", confirm: "harbor/storefront#9999" };
  const { code } = await github.call("merge_pull_request", { ...storefront, number: 9999, ...args });
  expect(code).toBe("not_found");
});

test("with a fine-grained token, which sees no check runs, too", async () => {
  const args = { expected_head_sha: await headOf(31), confirm: "harbor/storefront#31" };
  const { structured } = await github.call(
    "merge_pull_request",
    { ...storefront, number: 31, ...args },
    { as: "fine" },
  );
  expect(structured).toMatchObject({ merged: true });
});

test("where the owner's plan has no rulesets", async () => {
  const fork = { owner: "driveby7", repo: "storefront" };
  const as = { as: "driveby7" } as const;
  const opening = { ...fork, title: "Fix typos", head: "fix-typo-readme", base: "main" };
  const { structured: opened } = await github.call("create_pull_request", opening, as);
  const number = opened["number"];
  const confirm = `driveby7/storefront#${String(number)}`;
  const args = { ...fork, number, expected_head_sha: opened["head_sha"], confirm };
  expect((await github.call("merge_pull_request", args, as)).structured).toMatchObject({ merged: true });
});

describe("a person is asked", () => {
  test("without confirm, or with another's, nothing is sent", async () => {
    for (const confirm of [undefined, "harbor/storefront#32"]) {
      const args = { ...storefront, number: 31, expected_head_sha: "1234567", ...(confirm && { confirm }) };
      const { code, structured } = await github.call("merge_pull_request", args);
      expect(code).toBe("confirm_required");
      expect(structured["details"]).toEqual({ confirm: "harbor/storefront#31" });
    }
    expect(github.sent()).toEqual([]);
  });

  test("a dry run needs no word", async () => {
    const { structured } = await merge(31, { confirm: undefined, delete_branch: true, dry_run: true });
    const preview = structured["preview"] as Record<string, unknown>;
    expect(preview).toMatchObject({
      request: [{ method: "PUT", body: { merge_method: "merge" } }],
      before: { readiness: { verdict: "ready" } },
    });
    expect(preview["then"]).toEqual(["the branch feat/gift-cards is deleted"]);
    expect(github.writes()).toEqual([]);
  });
});

describe("refused with every reason", () => {
  test.each([
    [34, "conflicts"],
    [35, "draft"],
    [37, "checks_failing"],
    [32, "threads_unresolved"],
  ])("#%i for %s", async (number, reason) => {
    const { code, structured } = await merge(number, { allow_pending: true });
    expect(code).toBe("conflict");
    const { verdict, reasons } = structured["details"] as {
      verdict: string;
      reasons: { reason: string; fix: string }[];
    };
    expect(verdict).toBe("blocked");
    expect(reasons.map((row) => row.reason)).toContain(reason);
    expect(github.writes()).toEqual([]);
  });

  test("what is merged already", async () => {
    const { structured: first } = await merge(31);
    const second = await merge(31);
    expect(second.code).toBe("conflict");
    expect(second.structured["details"]).toEqual({ sha: first["sha"] });
    expect(github.writes()).toEqual([PUT]);
  });

  test("a head that has moved", async () => {
    const { code, structured } = await merge(31, { expected_head_sha: "0123456789" });
    expect(code).toBe("conflict");
    expect(structured["details"]).toEqual({ head_sha: await headOf(31) });
    expect(github.writes()).toEqual([]);
  });

  test("a way that the repository does not have", async () => {
    await github.client().rest.repos.update({ ...storefront, allow_merge_commit: false });
    const { code, text } = await merge(31, { merge_method: "merge" });
    expect(code).toBe("invalid_input");
    expect(text).toContain("squash or rebase");
    expect((await merge(31)).structured).toMatchObject({ merged: true });
  });
});

describe("never twice", () => {
  test("an answer that was lost is read back", async () => {
    github.standIn.control.fault({ method: "PUT", path: "/repos/**/merge", effect: { cut: "after" } });
    const { structured } = await merge(31);
    const { data } = await github.client().rest.pulls.get({ ...storefront, pull_number: 31 });
    expect(structured).toMatchObject({ merged: true, sha: data.merge_commit_sha, branch_deleted: false });
    expect(github.writes()).toEqual([PUT]);
  });

  test("a fork keeps its branch, and that is what is read back", async () => {
    const shop = github.standIn.world.repositories.values().find(({ fullName }) => fullName === "harbor/storefront");
    shop?.rulesets.splice(0);
    github.standIn.control.fault({ method: "PUT", path: "/repos/**/merge", effect: { cut: "after" } });
    const { structured } = await merge(36, { delete_branch: true });
    expect(structured).toMatchObject({ merged: true, branch_deleted: false });
  });

  test("one that never arrived is said to be unknown", async () => {
    github.standIn.control.fault({ method: "PUT", path: "/repos/**/merge", effect: { cut: "before" } });
    expect((await merge(31)).code).toMatch(/upstream_(timeout|unavailable)/);
    expect(github.writes()).toEqual([PUT]);
  });

  test("a gateway's refusal is no merge, and is not repeated", async () => {
    github.standIn.control.fault({ method: "PUT", path: "/repos/**/merge", effect: { status: 502 } });
    expect((await merge(31)).code).toBe("upstream_unavailable");
    expect(github.writes()).toEqual([PUT]);
  });
});
