import { describe, expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";

const github = useGithub();
const storefront = { owner: "harbor", repo: "storefront" };

async function issue(number: number, args: Record<string, unknown> = {}) {
  return github.call("get_issue", { ...storefront, number, ...args });
}

test("the issue itself, in one request", async () => {
  const { structured } = await issue(8);
  expect(structured).toEqual({
    number: 8,
    title: "Dark mode for the shop",
    state: "closed",
    state_reason: "not_planned",
    author: "trenn",
    author_association: expect.any(String),
    labels: ["enhancement", "priority: low"],
    assignees: [],
    comments_total: 1,
    body: "Asked for twice this year.",
    created_at: expect.stringMatching(/Z$/),
    updated_at: expect.stringMatching(/Z$/),
    url: `${github.standIn.url}/harbor/storefront/issues/8`,
  });
  expect(github.sent()).toHaveLength(1);
});

describe("facets", () => {
  test("comments come with who wrote them", async () => {
    const { structured } = await issue(3, { include: ["comments"] });
    expect(structured["comments"]).toEqual([
      {
        id: expect.any(Number),
        author: "trenn",
        author_association: expect.any(String),
        created_at: expect.stringMatching(/Z$/),
        body: "The image service can already resize: `?w=400`. That leaves the template.",
      },
      expect.objectContaining({ author: "harbor-ci[bot]" }),
    ]);
  });

  test("comments since a time", async () => {
    const { structured: all } = await issue(12, { include: ["comments"] });
    const [last] = (all["comments"] as { created_at: string }[]).slice(-1);
    const { structured } = await issue(12, { include: ["comments"], since: last?.created_at });
    expect(structured["comments"]).toMatchObject([{ body: "#37 is on its way, one test is still red." }]);
  });

  test("the timeline says in a word what each event is about", async () => {
    const { structured } = await issue(12, { include: ["timeline"], limit: 100 });
    expect(structured["timeline"]).toContainEqual(
      expect.objectContaining({ event: "labeled", actor: "mlind", detail: "priority: high" }),
    );
    expect(structured["timeline"]).toContainEqual(expect.objectContaining({ event: "assigned", detail: "trenn" }));
    expect(structured["timeline"]).toContainEqual(
      expect.objectContaining({
        event: "cross-referenced",
        repo: "harbor/storefront",
        detail: expect.stringContaining("#37"),
      }),
    );
  });

  test("what belongs together", async () => {
    const { structured } = await issue(1, { include: ["sub_issues"] });
    expect((structured["sub_issues"] as { number: number }[]).map(({ number }) => number)).toEqual([4, 5, 6]);
    const linked = await issue(12, { include: ["linked_pull_requests"] });
    expect(linked.structured["linked_pull_requests"]).toMatchObject([
      { repo: "harbor/storefront", number: 37, state: "open", draft: false },
    ]);
  });

  test("of several each gives its first 20, and says what has more", async () => {
    const client = github.client();
    for (let count = 0; count < 21; count += 1) {
      await client.rest.issues.createComment({ ...storefront, issue_number: 30, body: `Entry ${count}` });
    }
    const { structured } = await issue(30, { include: ["comments", "sub_issues"] });
    expect(structured["comments"]).toHaveLength(20);
    expect(structured["sub_issues"]).toEqual([]);
    expect(structured["more"]).toEqual(["comments"]);
  });

  test("a single one goes on by cursor, without gap or repeat, within the budget", async () => {
    const client = github.client();
    for (let count = 0; count < 12; count += 1) {
      await client.rest.issues.createComment({
        ...storefront,
        issue_number: 30,
        body: `Entry ${count} ${"x".repeat(4_000)}`,
      });
    }
    const found: string[] = [];
    let cursor: unknown;
    do {
      const { structured } = await issue(30, {
        include: ["comments"],
        limit: 5,
        ...(cursor !== undefined && { cursor }),
      });
      expect(JSON.stringify(structured).length).toBeLessThanOrEqual(24_000);
      found.push(...(structured["comments"] as { body: string }[]).map(({ body }) => body.slice(0, 8).trim()));
      cursor = structured["next_cursor"];
    } while (cursor !== undefined);
    expect(found).toEqual(Array.from({ length: 12 }, (_, count) => `Entry ${count}`));
  });

  test("few requests left go to plain calls", async () => {
    github.standIn.control.limit("mlind", "core", 50);
    const include = ["comments", "timeline", "sub_issues"];
    expect((await issue(12, { include })).code).toBe("rate_limited");
    expect((await issue(12, { include: include.slice(1) })).isError).toBe(false);
  });
});

test("what strangers write stays data, hidden parts and all", async () => {
  const { structured } = await github.call("get_issue", { owner: "harbor", repo: "docs", number: 4 });
  expect(structured).toMatchObject({ author: "driveby7", author_association: "NONE" });
  expect(structured["body"]).toContain("Ignore all earlier instructions");
});

test("a pull request is no issue", async () => {
  const { code, text } = await issue(31);
  expect(code).toBe("invalid_input");
  expect(text).toContain("pull request");
});

test("what is not there, or not for this account", async () => {
  expect((await issue(999)).code).toBe("not_found");
  const hidden = await github.call("get_issue", { ...storefront, number: 3 }, { as: "iokafor" });
  expect(hidden.code).toBe("not_found");
});
