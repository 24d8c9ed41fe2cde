import { describe, expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";

const github = useGithub();

async function pull(number: number, args: Record<string, unknown> = {}) {
  return github.call("get_pull_request", { owner: "harbor", repo: "storefront", number, ...args });
}

test("the pull request itself, in one request", async () => {
  const { structured } = await pull(38);
  expect(structured).toEqual({
    number: 38,
    title: expect.any(String),
    state: "open",
    draft: false,
    author: "mlind",
    author_association: expect.any(String),
    body: expect.stringContaining("The accountants want a file"),
    head: { ref: expect.any(String), sha: expect.stringMatching(/^[0-9a-f]{40}$/), repo: "harbor/storefront" },
    base: { ref: "main", sha: expect.stringMatching(/^[0-9a-f]{40}$/) },
    reviewers: ["trenn", "harbor/shop"],
    labels: ["enhancement"],
    assignees: ["mlind"],
    additions: expect.any(Number),
    deletions: expect.any(Number),
    changed_files: expect.any(Number),
    updated_at: expect.stringMatching(/Z$/),
    url: `${github.standIn.url}/harbor/storefront/pull/38`,
  });
  expect(github.sent()).toHaveLength(1);
});

describe("threads", () => {
  interface Thread {
    thread_id: string;
    resolved: boolean;
    comments: { comment_id: number; author: string; body: string }[];
  }

  test("the unresolved ones, with ids of thread and comments", async () => {
    const { structured } = await pull(32, { include: ["threads"] });
    const threads = structured["threads"] as Thread[];
    expect(threads).toHaveLength(3);
    expect(threads[0]).toMatchObject({
      thread_id: expect.stringMatching(/^PRRT_/),
      path: "src/cart/saved-carts.ts",
      line: expect.any(Number),
      side: "RIGHT",
      resolved: false,
      outdated: false,
      comments: [
        { comment_id: expect.any(Number), author: "mlind", body: expect.stringContaining("Please `===`") },
        { author: "trenn", author_association: expect.any(String) },
      ],
    });
  });

  test("all of them, page by page", async () => {
    const found: string[] = [];
    let cursor: unknown;
    do {
      const args = { include: ["threads"], threads: "all", limit: 3, ...(cursor !== undefined && { cursor }) };
      const { structured } = await pull(32, args);
      found.push(...(structured["threads"] as Thread[]).map(({ thread_id }) => thread_id));
      cursor = structured["next_cursor"];
    } while (cursor !== undefined);
    expect(new Set(found).size).toBe(4);
  });
});

describe("what GitHub lists in part", () => {
  /** Gives #31 resolved threads like the first of #32, and one more that is open. */
  function discuss(resolved: number): void {
    const repository = github.standIn.world.repositories.values().find((row) => row.fullName === "harbor/storefront");
    const [thread] = repository?.pulls.byNumber.get(32)?.threads ?? [];
    if (!thread) throw new Error("the seed has no thread");
    for (let id = 1; id <= resolved + 1; id += 1) {
      const copy = { ...thread, id: 90_000 + id, resolvedBy: id > resolved ? null : "mlind" };
      repository?.pulls.byNumber.get(31)?.threads.push(copy);
    }
  }

  test("an open thread behind a hundred that are resolved is found, and counts", async () => {
    discuss(130);
    const { structured } = await pull(31, { include: ["threads"] });
    expect(structured["threads"]).toMatchObject([{ resolved: false }]);
    expect(structured["next_cursor"]).toBeUndefined();
    const { structured: judged } = await pull(31, { include: ["readiness"] });
    expect(judged["readiness"]).toMatchObject({ verdict: "blocked", reasons: [{ reason: "threads_unresolved" }] });
  });

  test("of very many threads a page ends before the open one, with a cursor that leads there", async () => {
    discuss(520);
    const { structured } = await pull(31, { include: ["threads"] });
    expect(structured["threads"]).toEqual([]);
    const { structured: rest } = await pull(31, { include: ["threads"], cursor: structured["next_cursor"] });
    expect(rest["threads"]).toMatchObject([{ resolved: false }]);
  });

  test("commits and files beyond what it lists are told", async () => {
    const { data } = await github.client().rest.pulls.get({ owner: "harbor", repo: "storefront", pull_number: 31 });
    const body = { ...data, commits: 300, changed_files: 3_200 };
    github.standIn.control.fault({
      path: "/repos/harbor/storefront/pulls/31",
      times: 2,
      effect: { status: 200, body },
    });
    const { structured } = await pull(31, { include: ["commits", "files"] });
    expect(structured["note"]).toBe(
      "GitHub lists 250 of 300 commits: read the others with list_commits on the head; GitHub lists 3000 of 3200 files",
    );
    expect((await pull(31, { include: ["reviews"] })).structured["note"]).toBeUndefined();
  });
});

describe("checks", () => {
  test("those that fail are named", async () => {
    const { structured } = await pull(37, { include: ["checks"] });
    expect(structured["checks"]).toMatchObject({
      verdict: "failing",
      failing: [{ name: "test", conclusion: "failure", required: true, url: expect.stringContaining("http") }],
    });
  });

  test("none of those that pass", async () => {
    const { structured } = await pull(31, { include: ["checks"] });
    expect(structured["checks"]).toEqual({ verdict: "passing", failing: [], pending: [] });
  });

  test("beyond the first hundred count as the others", async () => {
    await reportMany(31, 150);
    const { structured } = await pull(31, { include: ["checks", "readiness"] });
    expect(structured["checks"]).toMatchObject({
      verdict: "failing",
      failing: [{ name: "matrix 150", conclusion: "failure", required: false }],
    });
    expect(structured["readiness"]).toMatchObject({ verdict: "ready", warnings: ["matrix 150: failure"] });
  });

  test("that a fine-grained token may not see are counted, and GitHub's verdict on all of them stands", async () => {
    const { structured } = await github.call(
      "get_pull_request",
      { owner: "harbor", repo: "storefront", number: 37, include: ["checks", "readiness"] },
      { as: "fine" },
    );
    const hidden = { name: "1 check hidden from this kind of token", conclusion: "failure", required: false };
    expect(structured["checks"]).toEqual({ verdict: "failing", failing: [hidden], pending: [] });
    const { reasons } = structured["readiness"] as { reasons: { reason: string }[] };
    expect(reasons.map(({ reason }) => reason)).not.toContain("checks_missing");
  });
});

/** Statuses on a head, the last of which has failed. */
async function reportMany(number: number, count: number): Promise<void> {
  const repository = [...github.standIn.world.repositories.values()].find(
    (row) => row.fullName === "harbor/storefront",
  );
  const sha = repository?.pulls.byNumber.get(number)?.headSha ?? "";
  for (let id = 1; id <= count; id += 1) {
    repository?.actions.statuses.push({
      id,
      sha,
      context: `matrix ${id}`,
      state: id === count ? "failure" : "success",
      description: null,
      targetUrl: null,
      creator: "mlind",
      createdAtMs: github.standIn.world.now(),
    });
  }
}

describe("readiness", () => {
  test.each([
    [31, "ready", []],
    [32, "blocked", ["changes_requested", "threads_unresolved"]],
    [34, "blocked", expect.arrayContaining(["conflicts"])],
    [35, "blocked", expect.arrayContaining(["draft"])],
    [37, "blocked", expect.arrayContaining(["checks_failing", "review_required"])],
  ])("#%i is %s", async (number, verdict, reasons) => {
    const { structured } = await pull(number, { include: ["readiness"] });
    const readiness = structured["readiness"] as { verdict: string; reasons: { reason: string; fix: string }[] };
    expect(readiness.verdict).toBe(verdict);
    expect(readiness.reasons.map(({ reason }) => reason)).toEqual(reasons);
    for (const { fix } of readiness.reasons) expect(fix).not.toBe("");
  });

  test("waits until GitHub knows whether the branches conflict", async () => {
    // The first answer that speaks of it is that of the pull request itself.
    github.standIn.control.mergeableUnknown(2);
    const { structured } = await pull(31, { include: ["readiness"] });
    expect(structured["readiness"]).toMatchObject({ verdict: "ready" });
  });
});

describe("other facets", () => {
  test("files, commits, reviews and comments at once", async () => {
    const include = ["files", "commits", "reviews", "comments"];
    const { structured } = await pull(32, { include });
    expect((structured["files"] as { path: string }[]).map(({ path }) => path)).toContain("src/cart/saved-carts.ts");
    expect((structured["commits"] as { subject: string }[]).map(({ subject }) => subject)).toEqual([
      "Keep carts for a month",
      "Saved carts",
      "Know the customer of a session",
    ]);
    expect((structured["reviews"] as unknown[])[0]).toMatchObject({ author: "mlind", state: "CHANGES_REQUESTED" });
    expect(structured["comments"]).toEqual([]);
    expect(structured).not.toHaveProperty("more");
  });

  test("410 files go on by cursor", async () => {
    const several = await pull(33, { include: ["files", "reviews"] });
    expect(several.structured["more"]).toEqual(["files"]);
    const found = new Set<string>();
    let cursor: unknown;
    do {
      const { structured } = await pull(33, {
        include: ["files"],
        limit: 100,
        ...(cursor !== undefined && { cursor }),
      });
      for (const { path } of structured["files"] as { path: string }[]) found.add(path);
      cursor = structured["next_cursor"];
    } while (cursor !== undefined);
    expect(found.size).toBe(410);
  });

  test("a cursor goes with one facet", async () => {
    const { structured } = await pull(33, { include: ["files"], limit: 5 });
    const args = { include: ["files", "commits"], cursor: structured["next_cursor"] };
    expect((await pull(33, args)).code).toBe("invalid_input");
  });
});

test("an issue is no pull request", async () => {
  expect((await pull(3)).code).toBe("not_found");
  for (const facet of ["threads", "checks", "readiness"]) {
    expect((await pull(3, { include: [facet] })).code).toBe("not_found");
  }
});
