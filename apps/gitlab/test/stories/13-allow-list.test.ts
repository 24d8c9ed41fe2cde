import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { docs, storefront, useStory } from "./story-client.ts";

const story = useStory();
const only = (projects: string) => ({ env: { GITLAB_PROJECTS: projects } });
type Row = { path?: string; project?: string };

describe.each(ERAS)("13. borders: an allow-list, %s", (era) => {
  test("keeps everything else away, by path, id, former name and list", async () => {
    const { call } = await story.connect(era, only("harbor/docs"));
    expect((await call("get_project", docs)).isError).toBe(false);
    expect((await call("get_project", { project: "3" })).isError).toBe(false);
    const calls: [string, Record<string, unknown>][] = [
      ["get_project", storefront],
      ["get_project", { project: "1" }],
      ["get_project", { project: "harbor%2Fstorefront" }],
      ["get_project", { project: "harbor/shop" }],
      ["get_job_log", { ...storefront, iid: 37 }],
      ["create_issue", { ...storefront, title: "x" }],
      ["create_project", { name: "x", namespace: "harbor" }],
    ];
    for (const [tool, args] of calls)
      expect((await call(tool, args)).code, `${tool} ${args["project"]}`).toBe("policy_denied");
    const listed = (await call("list_projects")).structured["items"] as Row[];
    expect(listed.map(({ path }) => path)).toEqual(["harbor/docs"]);
    const issues = (await call("list_issues", { group: "harbor" })).structured["items"] as Row[];
    expect(new Set(issues.map(({ project }) => project))).toEqual(new Set(["harbor/docs"]));
    expect(story.writes()).toEqual([]);
  });

  test("a redirect does not lead out of it", async () => {
    const { call } = await story.connect(era, only("harbor/docs, harbor/storefront"));
    story.standIn.control.rename("harbor/storefront", "shop-front");
    // The name on the list leads to a project that is not on it.
    for (const [tool, args] of [
      ["get_project", {}],
      ["get_issue", { iid: 12 }],
      ["get_file_contents", { paths: ["README.md"] }],
    ] as const) {
      expect((await call(tool, { ...storefront, ...args })).code, tool).toBe("policy_denied");
    }
    const read = story.sent().filter(({ path }) => !/^\/projects\/[^/]+$/.test(path));
    expect(read).toEqual([]);
  });

  test("a child's pipeline is followed where the list has its project", async () => {
    const { call } = await story.connect(era, only("harbor/**"));
    const { structured } = await call("list_pipelines", { ...storefront, ref: "main", status: "failed" });
    const ids = (structured["items"] as { pipeline_id: number }[]).map(({ pipeline_id: id }) => id);
    const texts = await Promise.all(
      ids.map(async (id) => (await call("get_job_log", { ...storefront, pipeline_id: id })).text),
    );
    expect(texts.join("\n")).toContain("ledger");
    expect(texts.join("\n")).toContain("of harbor/platform/payments");
  });

  test("hides what it cannot hold: a search of a whole group", async () => {
    const { call } = await story.connect(era, only("harbor/docs"));
    expect((await call("search_code", { group: "harbor", query: "Math.round" })).isError).toBe(true);
    expect(story.sent().filter(({ path }) => path.endsWith("/search"))).toEqual([]);
  });

  test("a red pipeline does not lead into another project by its bridge", async () => {
    const { call } = await story.connect(era, only("harbor/storefront"));
    const { structured } = await call("list_pipelines", { ...storefront, ref: "main", status: "failed" });
    for (const { pipeline_id } of structured["items"] as { pipeline_id: number }[]) {
      expect((await call("get_job_log", { ...storefront, pipeline_id })).text).not.toContain("ledger");
    }
    // Its name is asked for, to be held against the list; nothing in it is.
    expect(story.sent().filter(({ path }) => /^\/projects\/(?:2|harbor%2Fplatform[^/]*)\//.test(path))).toEqual([]);
  });
});
