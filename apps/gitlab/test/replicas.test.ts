import { startGitlab, type GitlabStandIn } from "@fairlead/sandbox/gitlab";
import { testPostgres, testRedis } from "@fairlead/sandbox/services";
import { connectClient, startConnector, type RunningConnector, type TestClient } from "@fairlead/testkit";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { gitlab } from "../src/connector.ts";

const [postgres, redis] = [await testPostgres(), await testRedis()];
const skipped = postgres === undefined || redis === undefined;
const storefront = { project: "harbor/storefront" };

// One client of each era, each at a replica of its own: what one of them spends or learns holds for all.
describe.skipIf(skipped)("12. limits: two replicas on one Postgres and Redis", () => {
  let standIn: GitlabStandIn;
  let replicas: RunningConnector[] = [];
  const open: { close(): Promise<unknown> }[] = [];
  let tests = 0;

  beforeAll(async () => {
    standIn = await startGitlab();
  });
  beforeEach(async () => {
    standIn.control.reset();
    tests += 1;
    const env = {
      GITLAB_URL: standIn.url,
      AUTH_UPSTREAM_TOKEN: "on",
      LOG_LEVEL: "error",
      DATABASE_URL: postgres?.url ?? "",
      REDIS_URL: redis?.url ?? "",
      // What one test has spent is not the next one's.
      REDIS_PREFIX: `${redis?.prefix ?? ""}-${tests}`,
      FAIRLEAD_SECRET: "a secret that both replicas of this test share",
      FAIRLEAD_VAULT_KEYS: `test:${Buffer.alloc(32, 5).toString("base64")}`,
      FAIRLEAD_MIGRATE: "true",
      LIMIT_REPLICAS: "2",
    };
    replicas = [await startConnector(gitlab, env), await startConnector(gitlab, env)];
    open.push(...replicas);
  }, 60_000);
  afterEach(async () => {
    for (const each of open.splice(0).toReversed()) await each.close();
  });
  afterAll(async () => {
    await standIn?.close();
    await postgres?.close();
    await redis?.close();
  }, 60_000);

  /** A person at both replicas. */
  async function atBoth(as: keyof GitlabStandIn["tokens"]): Promise<[TestClient, TestClient]> {
    const headers = { "x-upstream-token": standIn.tokens[as] };
    const clients = await Promise.all(
      replicas.map(({ mcpUrl }, index) =>
        connectClient(mcpUrl, index === 0 ? "2026-07-28" : "2025-11-25", { headers }),
      ),
    );
    open.push(...clients);
    // What they must send as headers stands in the list.
    await Promise.all(clients.map((client) => client.listTools()));
    return clients as [TestClient, TestClient];
  }
  const sent = (end: string) => standIn.control.requests().filter(({ path }) => path.endsWith(end));

  test("a 429 on one stops the other, for the one whom it was told", async () => {
    const [hers, his] = [await atBoth("mlind"), await atBoth("trenn")];
    standIn.control.fault({ path: "/projects/*/issues/12", times: 1, effect: { limit: "retry_after", seconds: 40 } });
    const first = await hers[0].call("get_issue", { ...storefront, iid: 12 });
    expect([first.code, sent("/issues/12").length]).toEqual(["rate_limited", 1]);
    // What Redis was told is there with the answer to the next question.
    const second = await hers[1].call("get_issue", { ...storefront, iid: 13 });
    expect(second.code).toBe("rate_limited");
    expect(second.text).toMatch(/retry_after_s: (?:3\d|40)/);
    expect(sent("/issues/13")).toEqual([]);
    expect((await his[1].call("get_issue", { ...storefront, iid: 13 })).isError).toBe(false);
  });

  test("ten searches in a minute over two people and two replicas; the eleventh is refused by us", async () => {
    const [hers, his] = [await atBoth("iokafor"), await atBoth("trenn")];
    const seats = [hers[0], his[1], hers[1], his[0]];
    const search = async (index: number) =>
      seats[index % 4]?.call("search_code", { project: "harbor/docs", query: `word${index}` });
    // All at once, and more than there are.
    const answers = await Promise.all(Array.from({ length: 14 }, (_, index) => search(index)));
    const refused = answers.filter((answer) => answer?.isError);
    expect(refused.map((answer) => answer?.code)).toEqual(Array.from({ length: 4 }, () => "rate_limited"));
    for (const answer of refused) expect(answer?.text).toMatch(/retry_after_s: \d+/);
    // Nobody ran into GitLab's own limit.
    expect(sent("/search").map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    for (const index of [20, 21, 22, 23]) expect((await search(index))?.code).toBe("rate_limited");
    expect(sent("/search")).toHaveLength(10);
    expect((await hers[0].call("list_issues", { project: "harbor/docs" })).isError).toBe(false);
  });
});
