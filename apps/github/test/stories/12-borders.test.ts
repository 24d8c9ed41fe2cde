import { describe, expect, test } from "vitest";
import { ERAS } from "@fairlead/testkit";
import { storefront, useStory } from "./story-client.ts";

const story = useStory();

describe("12. borders: names that walk out of a path", () => {
  test.each([
    { owner: "..", repo: "user" },
    { owner: "harbor", repo: ".." },
    { owner: ".", repo: "." },
    { owner: "harbor/../../user", repo: "x" },
    { owner: "%2e%2e", repo: "user" },
  ])("%j reaches nothing, read or written", async (name) => {
    const { call } = await story.connect("2026-07-28");
    const before = story.standIn.control.requests().length;
    const calls: [string, Record<string, unknown>][] = [
      ["get_repository", name],
      ["get_issue", { ...name, number: 1 }],
      ["get_file_contents", { ...name, paths: ["README.md"] }],
      ["create_issue", { ...name, title: "x" }],
      ["delete_repository", { ...name, confirm: `${name.owner}/${name.repo}` }],
    ];
    for (const [tool, args] of calls) expect((await call(tool, args)).code, tool).toBe("invalid_input");
    expect(story.standIn.control.requests().length).toBe(before);
  });
});

describe("12. borders: a repository that was renamed", () => {
  const former = storefront;
  const NOW = "harbor/shop-front";

  test("is followed by reads, which say where it is", async () => {
    const { call } = await story.connect("2026-07-28");
    story.standIn.control.rename("harbor/storefront", "shop-front");
    expect((await call("get_repository", former)).structured).toMatchObject({ full_name: NOW, moved_to: NOW });
    expect((await call("get_issue", { ...former, number: 12 })).structured).toMatchObject({ number: 12 });
    const read = await call("get_file_contents", { ...former, paths: ["README.md"] });
    expect(read.structured).toMatchObject({ files: [{ path: "README.md", text: expect.any(String) }] });
  });

  test("refuses each write under its former name, and names the present one", async () => {
    const { call } = await story.connect("2026-07-28");
    const { structured: pull } = await call("get_pull_request", { ...former, number: 31 });
    const head = (pull["head"] as { sha: string }).sha;
    story.standIn.control.rename("harbor/storefront", "shop-front");
    const edit = { op: "create", path: "NOTE.md", content: "x\n" };
    const calls: [string, Record<string, unknown>][] = [
      ["create_issue", { title: "x" }],
      ["update_issue", { number: 5, title: "x" }],
      ["add_issue_comment", { number: 5, body: "x" }],
      ["push_files", { branch: "fix/cart-rounding", message: "x", operations: [edit] }],
      ["create_branch", { branch: "try/x" }],
      ["update_pull_request", { number: 32, title: "x" }],
      ["create_pull_request_review", { number: 32, event: "COMMENT", body: "x" }],
      ["merge_pull_request", { number: 31, expected_head_sha: head, confirm: "harbor/storefront#31" }],
      ["update_repository", { description: "x" }],
      ["delete_repository", { confirm: "harbor/storefront" }],
    ];
    const outcomes: unknown[] = [];
    for (const [tool, args] of calls) {
      const { code, error } = await call(tool, { ...former, ...args });
      outcomes.push([tool, code, error.details?.["moved_to"]]);
    }
    expect(outcomes).toEqual(calls.map(([tool]) => [tool, "conflict", NOW]));
    // What was sent was answered by a redirect, which nobody followed.
    expect(story.writes().filter(({ status }) => status !== 307)).toEqual([]);
    const { structured } = await call("get_repository", { owner: "harbor", repo: "shop-front" });
    expect(structured).toMatchObject({ full_name: NOW });
  });
});

describe("12. borders: an issue that was transferred", () => {
  const former = { owner: "harbor", repo: "docs", number: 1 };

  test("is neither read nor written under its former number, which is another's in the new repository", async () => {
    const { call } = await story.connect("2026-07-28");
    const number = story.standIn.control.transfer("harbor/docs", 1, "harbor/payments");
    const calls: [string, Record<string, unknown>][] = [
      ["get_issue", former],
      ["add_issue_comment", { ...former, body: "x" }],
      ["update_issue", { ...former, title: "x" }],
    ];
    for (const [tool, args] of calls) {
      const { code, error } = await call(tool, args);
      expect([tool, code, error.details]).toEqual([tool, "conflict", { moved_to: "harbor/payments", number }]);
    }
    const { structured } = await call("get_issue", { owner: "harbor", repo: "payments", number });
    expect(structured).toMatchObject({ number });
  });

  test("leads nobody out of an allow-list", async () => {
    const { client, call } = await story.connect("2026-07-28", { env: { GITHUB_REPOSITORIES: "harbor/docs" } });
    const title = (await call("get_issue", former)).structured["title"];
    story.standIn.control.transfer("harbor/docs", 1, "harbor/payments");
    const { error } = await call("get_issue", former);
    expect(JSON.stringify(error)).not.toContain(title);
    const uri = "github://repos/harbor/docs/issues/1";
    await expect(client.read(uri)).rejects.toThrow(/transferred/);
  });
});

describe.each(ERAS)("12. borders: an allow-list of harbor/docs, %s", (era) => {
  const docs = { owner: "harbor", repo: "docs" };
  const only = { env: { GITHUB_REPOSITORIES: "harbor/docs" } };
  /** Requests that name another repository, or one by its number. */
  const outside = () =>
    story.sent().filter(({ path, body }) => {
      const { owner, repo } = (body as { variables?: { owner?: string; repo?: string } } | undefined)?.variables ?? {};
      const named = /^\/(?:api\/v3\/)?repos\/([^/]+\/[^/]+)/.exec(path)?.[1] ?? (owner && `${owner}/${repo}`);
      return named !== undefined && named !== "harbor/docs";
    });

  test("lets that one be read and changed, and nothing else be asked for", async () => {
    const { call, client } = await story.connect(era, only);
    expect((await call("get_repository", docs)).structured).toMatchObject({ full_name: "harbor/docs" });
    expect((await call("create_issue", { ...docs, title: "x" })).isError).toBe(false);
    const calls: [string, Record<string, unknown>][] = [
      ["get_repository", {}],
      ["get_file_contents", { paths: ["README.md"] }],
      ["list_issues", {}],
      ["get_pull_request_diff", { number: 31 }],
      ["create_issue", { title: "x" }],
      ["create_issue", { title: "x", dry_run: true }],
      ["delete_repository", { confirm: "harbor/storefront" }],
    ];
    for (const [tool, args] of calls) {
      const { code, error, text } = await call(tool, { ...storefront, ...args });
      expect([code, error.details?.["rule"], error.details?.["stage"]], tool).toEqual([
        "policy_denied",
        "GITHUB_REPOSITORIES",
        "policy",
      ]);
      expect(text).toContain("The operator of this server can change that");
    }
    await expect(client.read("github://repos/harbor/storefront/issues/12")).rejects.toThrow("policy_denied");
    await expect(client.read("repo://harbor/storefront/contents/README.md")).rejects.toThrow("policy_denied");
    await expect(client.prompt("triage_issue", { ...storefront, number: "12" })).rejects.toThrow("policy_denied");
    expect(await client.complete("triage_issue", { name: "repo", value: "" }, { owner: "harbor" })).toEqual(["docs"]);
    expect(await client.complete("triage_issue", { name: "owner", value: "" }, {})).toEqual(["harbor"]);
    expect(outside()).toEqual([]);
  });

  test("keeps other rows out of searches and lists, and counts them", async () => {
    const { call } = await story.connect(era, only);
    const places = async (name: string, args: Record<string, unknown>) => {
      const { structured, text } = await call(name, args);
      const rows = structured["items"] as { repo?: string; full_name?: string }[];
      return { names: [...new Set(rows.map((row) => row.repo ?? row.full_name))], total: structured["total"], text };
    };
    const found = await places("search_repositories", { owner: "harbor" });
    expect(found).toMatchObject({ names: ["harbor/docs"], total: undefined });
    expect(found.text).toContain("[left out: 4 outside of what is allowed here]");
    expect((await places("search_issues", { query: "rounding" })).names).not.toContain("harbor/storefront");
    expect((await places("search_code", { query: "version repo:harbor/storefront" })).names).toEqual([]);
    expect((await places("list_issues", { scope: "created", state: "all" })).names).toEqual(["harbor/docs"]);
    expect((await places("list_pull_requests", { scope: "mine", state: "all" })).names).toEqual([]);
    expect((await call("search_code", { query: "x", repos: ["harbor/storefront"] })).code).toBe("policy_denied");
  });

  test("keeps what another repository's issues say out of an issue's timeline", async () => {
    const { call } = await story.connect(era, { env: { GITHUB_REPOSITORIES: "harbor/storefront" } });
    const { structured, text } = await call("get_issue", { ...storefront, number: 12, include: ["timeline"] });
    const others = (structured["timeline"] as { repo?: string }[]).flatMap(({ repo }) => repo ?? []);
    expect(new Set(others)).toEqual(new Set(["harbor/storefront"]));
    expect(text).toContain("[left out: 2 outside of what is allowed here]");
  });

  test("holds under the name that a repository has now", async () => {
    const { call } = await story.connect(era, only);
    story.standIn.control.rename("harbor/docs", "plans");
    const read = await call("get_file_contents", { ...docs, paths: ["README.md"] });
    expect(read.code).toBe("policy_denied");
    expect(JSON.stringify(read)).not.toContain("plans");
    expect((await call("get_issue", { ...docs, number: 1 })).code).toBe("policy_denied");
    expect((await call("get_repository", { owner: "harbor", repo: "plans" })).code).toBe("policy_denied");
    story.standIn.control.rename("harbor/plans", "docs");
    story.standIn.control.rename("harbor/storefront", "shop");
    expect((await call("get_repository", { owner: "harbor", repo: "shop" })).code).toBe("policy_denied");
  });

  test("for writing leaves reading as it is", async () => {
    const { call } = await story.connect(era, { env: { GITHUB_WRITE_REPOSITORIES: "harbor/docs" } });
    expect((await call("get_issue", { ...storefront, number: 12 })).isError).toBe(false);
    expect((await call("update_issue", { ...storefront, number: 12, title: "x" })).text).toContain("may be changed");
    // Something private was read, and everybody reads docs: that is for the person to say.
    const inDocs = { ...docs, number: 1, title: "x", confirm: "harbor/docs" };
    expect((await call("update_issue", inDocs)).isError).toBe(false);
    expect((await call("fork_repository", { ...storefront, name: "copy" })).code).toBe("policy_denied");
    expect((await call("create_repository", { name: "docs", owner: "harbor" })).code).not.toBe("policy_denied");
    expect((await call("create_repository", { name: "new", owner: "harbor" })).code).toBe("policy_denied");
    expect((await call("update_repository", { ...docs, name: "other" })).code).toBe("policy_denied");
  });
});
