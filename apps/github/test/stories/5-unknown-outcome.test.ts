import { describe, expect, test } from "vitest";
import { useStory } from "./story-client.ts";

const story = useStory();
const issue = { owner: "harbor", repo: "docs", title: "Prices on page 4 are last year's", idempotency_key: "prices-4" };

describe("5. no doubles: an unknown outcome", () => {
  test("where even looking fails, the key is kept: the next call looks before it writes", async () => {
    const { call } = await story.connect("2026-07-28");
    const { control } = story.standIn;
    control.fault({ method: "POST", path: "/repos/*/*/issues", effect: { cut: "after" } });
    const blind = ["/repos/harbor/docs/issues", "/graphql", "/search/issues"].map((path) =>
      control.fault({ method: path === "/graphql" ? "POST" : "GET", path, times: 50, effect: { status: 500 } }),
    );
    const first = await call("create_issue", issue);
    expect(first.code).toMatch(/^upstream_(unavailable|timeout)$/);
    for (const disarm of blind) disarm();
    const again = await call("create_issue", issue);
    expect(again.structured).toMatchObject({ number: expect.any(Number) });
    expect(story.writes().filter(({ path }) => path.endsWith("/issues"))).toHaveLength(1);
  });
});
