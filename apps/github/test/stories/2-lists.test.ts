import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { useStory } from "./story-client.ts";

const story = useStory();
const HINTS = ["readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"];

// That the default list takes at most 8,000 tokens is in the contract (connector.test.ts), as is each toolset's own URL.
describe.each(ERAS)("2. lists, %s", (era) => {
  test("24 tools, each with a title and every annotation", async () => {
    const { client } = await story.connect(era);
    const tools = await client.listTools();
    expect(tools).toHaveLength(24);
    expect(tools.map(({ name }) => name)).toEqual(expect.arrayContaining(["find_tools", "call_tool", "get_me"]));
    for (const { name, title, annotations = {} } of tools) {
      expect(title, name).toBeTruthy();
      for (const hint of HINTS) expect(annotations[hint], `${name}.${hint}`).toBeTypeOf("boolean");
    }
  });

  test("/readonly has no write, and none can be called there", async () => {
    const { client, call } = await story.connect(era, { url: "/readonly" });
    const tools = await client.listTools();
    expect(tools.length).toBeGreaterThan(10);
    expect(tools.filter(({ annotations }) => annotations?.["readOnlyHint"] !== true)).toEqual([]);
    await expect(client.call("create_issue", { owner: "harbor", repo: "docs", title: "x" })).rejects.toMatchObject({
      code: -32602,
    });
    expect((await call("create_issue", { owner: "harbor", repo: "docs", title: "x" })).code).toBe("not_found");
    expect(story.writes()).toEqual([]);
  });

  test("a token without delete_repo does not see delete_repository", async () => {
    const names = async (as: "mlind" | "trenn") => {
      const { client } = await story.connect(era, { as, url: "/x/repo_admin" });
      return (await client.listTools()).map(({ name }) => name);
    };
    expect(await names("mlind")).toContain("delete_repository");
    const seen = await names("trenn");
    expect(seen).not.toContain("delete_repository");
    expect(seen).toContain("update_repository");

    const { call } = await story.connect(era, { as: "trenn" });
    const refused = await call("delete_repository", { owner: "harbor", repo: "docs", confirm: "harbor/docs" });
    expect(refused.isError).toBe(true);
    expect(story.writes()).toEqual([]);
  });

  test("a token that names no scopes sees it: GitHub itself will say", async () => {
    const { client } = await story.connect(era, { as: "fine", url: "/x/repo_admin" });
    expect((await client.listTools()).map(({ name }) => name)).toContain("delete_repository");
  });
});
