import { countTokens } from "@fairlead/core";
import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { gitlab } from "../../src/connector.ts";
import { docs, useStory } from "./story-client.ts";

const story = useStory();

const HINTS = ["readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"];

describe.each(ERAS)("2. lists, %s", (era) => {
  test("24 tools, and get_me names scopes, expiry and version", async () => {
    const { client, call } = await story.connect(era, { as: "reader" });
    const { structured } = await call("get_me", { include: ["scopes", "instance", "groups", "rate_limit"] });
    expect(structured).toMatchObject({
      username: "mlind",
      scopes: ["read_api"],
      expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      instance: { version: expect.stringMatching(/^\d+\.\d+/) },
    });
    expect((await client.listTools()).filter(({ annotations }) => annotations?.["readOnlyHint"] !== true)).toEqual([]);
    const whole = await story.connect(era);
    expect(await whole.client.listTools()).toHaveLength(24);
  });

  test("the default list: 22 of GitLab's and two finders, at most 8,000 tokens, every hint set", async () => {
    const { client } = await story.connect(era);
    const tools = await client.listTools();
    expect(tools.map(({ name }) => name).toSorted()).toEqual(
      [...gitlab.defaultTools, "call_tool", "find_tools"].toSorted(),
    );
    expect(countTokens(JSON.stringify(tools))).toBeLessThanOrEqual(8_000);
    for (const { name, annotations = {} } of tools) {
      for (const hint of HINTS) expect(annotations[hint], `${name}.${hint}`).toBeTypeOf("boolean");
    }
  });

  test("/x/ci lists all of ci, opt-in tools, too, and they work there by their names", async () => {
    const { client } = await story.connect(era, { url: "/x/ci" });
    const names = (await client.listTools()).map(({ name }) => name);
    expect(names).toEqual([
      "cancel_pipeline",
      "create_pipeline",
      "get_job_log",
      "get_pipeline",
      "list_pipelines",
      "retry_pipeline",
    ]);
    const made = await client.call("create_pipeline", { project: "harbor/storefront", ref: "main" });
    expect(made.structured).toMatchObject({ pipeline_id: expect.any(Number) });
  });

  test("what is not listed is found by what it does, and called", async () => {
    const { client, call } = await story.connect(era);
    const { structured } = await client.call("find_tools", { query: "make a branch" });
    expect((structured["items"] as { name: string }[]).map(({ name }) => name)).toContain("create_branch");
    expect((await call("create_branch", { ...docs, branch: "try" })).structured).toMatchObject({ branch: "try" });
  });

  test("/readonly has no write, and none can be called there", async () => {
    const { client, call } = await story.connect(era, { url: "/readonly" });
    const tools = await client.listTools();
    expect(tools.length).toBeGreaterThan(10);
    expect(tools.filter(({ annotations }) => annotations?.["readOnlyHint"] !== true)).toEqual([]);
    await expect(client.call("create_issue", { ...docs, title: "x" })).rejects.toMatchObject({ code: -32602 });
    expect((await call("create_issue", { ...docs, title: "x" })).code).toBe("not_found");
    expect(story.writes()).toEqual([]);
  });
});

test("a read_api token reaches no write, by name or through call_tool", async () => {
  const { call } = await story.connect("2026-07-28", { as: "reader" });
  expect((await call("create_issue", { ...docs, title: "x" })).isError).toBe(true);
  expect((await call("push_files", { ...docs })).isError).toBe(true);
  expect(story.writes()).toEqual([]);
});

test("a token of a project and one of a group say what they are", async () => {
  const project = await story.connect("2026-07-28", { as: "project" });
  expect((await project.call("get_me")).structured).toMatchObject({ token_kind: "project_access_token", bot: true });
  const group = await story.connect("2026-07-28", { as: "group" });
  expect((await group.call("get_me")).structured).toMatchObject({ token_kind: "group_access_token", bot: true });
});
