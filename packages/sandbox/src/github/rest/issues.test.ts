import { afterAll, beforeEach, describe, expect, test } from "vitest";

import { startGithub } from "../index.ts";
import { testClient } from "../test-client.ts";

interface Row {
  id: number;
  number: number;
  pull_request?: object;
  labels: { name: string }[];
  assignees: { login: string }[];
}

const github = await startGithub();
const mlind = testClient(github);
const ISSUES = "/repos/harbor/storefront/issues";

beforeEach(() => github.control.reset());
afterAll(async () => github.close());

describe("lists", () => {
  test("mix issues and pull requests; only `pull_request` tells them apart", async () => {
    const { body } = await mlind.get<Row[]>(`${ISSUES}?per_page=100`);
    const pulls = body.filter((row) => row.pull_request !== undefined).map(({ number }) => number);
    expect(pulls).toEqual([38, 37, 36, 35, 34, 33, 32, 31]);
    expect(body.length).toBeGreaterThan(pulls.length);
  });

  test("are narrowed by labels, people, milestone and time", async () => {
    const numbers = async (query: string) =>
      (await mlind.get<Row[]>(`${ISSUES}?${query}&per_page=100`)).body.map(({ number }) => number);
    expect(await numbers("labels=bug,cart&state=all")).toEqual([37, 29, 24, 19, 12, 9]);
    expect(await numbers("assignee=mlind&state=open")).toEqual([38, 27, 24, 1]);
    expect(await numbers("creator=harbor-ci[bot]")).toEqual([25, 21, 17]);
    expect(await numbers("mentioned=trenn")).toEqual([24]);
    expect(await numbers("milestone=3&direction=asc&assignee=none")).toEqual([6, 22, 23, 26]);
    expect((await mlind.get(`${ISSUES}?assignee=nobody-here`)).status).toBe(422);
    expect((await mlind.get(`${ISSUES}?state=maybe`)).status).toBe(422);
  });
});

describe("writes", () => {
  test("drop people who cannot be assigned, and make labels that are not there", async () => {
    const made = await mlind.call<Row>("POST", ISSUES, {
      title: "New",
      labels: ["bug", "brand new"],
      assignees: ["trenn", "driveby7", "nobody"],
    });
    expect(made.status).toBe(201);
    expect(made.body.number).toBe(39);
    expect(made.body.assignees.map(({ login }) => login)).toEqual(["trenn"]);
    expect(made.body.labels.map(({ name }) => name)).toEqual(["bug", "brand new"]);
    expect((await mlind.get("/repos/harbor/storefront/labels/brand%20new")).body).toMatchObject({
      color: "ededed",
      default: false,
    });
  });

  test("change only what is sent, and leave a trace in the timeline", async () => {
    const before = (await mlind.get<Row>(`${ISSUES}/24`)).body;
    await mlind.call("PATCH", `${ISSUES}/24`, { state: "closed", state_reason: "not_planned" });
    expect((await mlind.get<Row>(`${ISSUES}/24`)).body).toMatchObject({
      state: "closed",
      state_reason: "not_planned",
      labels: before.labels,
      assignees: before.assignees,
    });
    const timeline = await mlind.get<{ event: string }[]>(`${ISSUES}/24/timeline?per_page=100`);
    expect(timeline.body.at(-1)).toMatchObject({
      event: "closed",
      state_reason: "not_planned",
      actor: { login: "mlind" },
    });
  });

  test("of a refused request leave nothing behind", async () => {
    const refused = await mlind.call("POST", ISSUES, { title: "x", milestone: 99 });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ field: "milestone", code: "invalid" }] } });
    expect((await mlind.get(`${ISSUES}/39`)).status).toBe(404);
    expect((await mlind.call("PATCH", `${ISSUES}/24`, { title: "Changed", milestone: 99 })).status).toBe(422);
    expect((await mlind.get(`${ISSUES}/24`)).body).toMatchObject({
      title: "Vouchers: refuse a second one with a sentence",
    });
  });

  test("by outsiders lose labels and people without a word", async () => {
    const made = await testClient(github, "driveby7").call<Row>("POST", "/repos/harbor/docs/issues", {
      title: "Typo",
      labels: ["bug"],
      assignees: ["mlind"],
    });
    expect([made.status, made.body.labels, made.body.assignees]).toEqual([201, [], []]);
    expect(
      (await testClient(github, "driveby7").call("PATCH", "/repos/harbor/docs/issues/2", { state: "closed" })).status,
    ).toBe(403);
    expect((await mlind.call("POST", "/repos/harbor/legacy/issues", { title: "x" })).status).toBe(403);
  });
});

describe("sub-issues", () => {
  test("are named by database id; a number finds nothing", async () => {
    const child = (await mlind.get<Row>(`${ISSUES}/29`)).body;
    expect((await mlind.call("POST", `${ISSUES}/24/sub_issues`, { sub_issue_id: 29 })).status).toBe(404);
    expect(await mlind.call("POST", `${ISSUES}/24/sub_issues`, { sub_issue_id: child.id })).toMatchObject({
      status: 201,
      body: { sub_issues_summary: { total: 1, completed: 0 } },
    });
    expect((await mlind.get<Row>(`${ISSUES}/29/parent`)).body.number).toBe(24);
  });

  test("have one parent, and no circles", async () => {
    const [four, one] = [(await mlind.get<Row>(`${ISSUES}/4`)).body, (await mlind.get<Row>(`${ISSUES}/1`)).body];
    expect((await mlind.call("POST", `${ISSUES}/24/sub_issues`, { sub_issue_id: four.id })).status).toBe(422);
    expect(
      (await mlind.call("POST", `${ISSUES}/24/sub_issues`, { sub_issue_id: four.id, replace_parent: true })).status,
    ).toBe(201);
    expect((await mlind.get<Row[]>(`${ISSUES}/1/sub_issues`)).body.map(({ number }) => number)).toEqual([5, 6]);
    expect((await mlind.call("POST", `${ISSUES}/5/sub_issues`, { sub_issue_id: one.id })).status).toBe(422);
  });
});
