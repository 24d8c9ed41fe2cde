import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { storefront, useStory } from "./story-client.ts";

const story = useStory();
type Effect = Parameters<typeof story.standIn.control.fault>[0]["effect"];
const NOW = "harbor/shop-front";

// Borders are ours and lie below the era; the allow-list of projects has a file of its own.
describe("13. borders", () => {
  test.each(["..", "harbor%2F..", "harbor/../../user", "%2e%2e", "harbor/.", "https://example.com/x"])(
    "the project %j reaches nothing, read or written",
    async (project) => {
      const { call } = await story.connect("2026-07-28");
      const before = story.standIn.control.requests().length;
      const calls: [string, Record<string, unknown>][] = [
        ["get_project", {}],
        ["get_issue", { iid: 1 }],
        ["get_file_contents", { paths: ["README.md"] }],
        ["create_issue", { title: "x" }],
        ["delete_project", { confirm: project }],
      ];
      for (const [tool, args] of calls) expect((await call(tool, { project, ...args })).isError, tool).toBe(true);
      expect(story.standIn.control.requests().slice(before)).toEqual([]);
    },
  );

  test("a path that walks up is refused", async () => {
    const { call } = await story.connect("2026-07-28");
    for (const path of ["../secret", "src/../../x", "/etc/passwd"]) {
      expect((await call("get_file_contents", { ...storefront, paths: [path] })).text).not.toContain("root:");
    }
    expect(story.sent().filter(({ path }) => path.includes(".."))).toEqual([]);
  });

  test("a renamed project is followed by reads and refused by writes, which say so", async () => {
    const { call } = await story.connect("2026-07-28");
    story.standIn.control.rename("harbor/storefront", "shop-front");
    expect((await call("get_project", storefront)).structured).toMatchObject({ path: NOW });
    expect((await call("get_issue", { ...storefront, iid: 12 })).structured).toMatchObject({ iid: 12 });
    for (const [tool, args] of [
      ["create_issue", { title: "x" }],
      ["update_issue", { iid: 5, title: "x" }],
      ["create_branch", { branch: "try/x" }],
      ["update_merge_request", { iid: 32, title: "x" }],
      ["update_project", { description: "x" }],
    ] as const) {
      const { isError, text } = await call(tool, { ...storefront, ...args });
      expect([tool, isError, text]).toEqual([tool, true, expect.stringContaining("has moved")]);
    }
    expect(story.writes().filter(({ status = 0 }) => status < 300)).toEqual([]);
  });

  test.each(ERAS)("no token is in any log or error, %s", async (era) => {
    const token = story.standIn.tokens.mlind;
    const { call, running } = await story.connect(era, { env: { LOG_LEVEL: "debug", LOG_REMOTE_REQUESTS: "on" } });
    for (const effect of [
      { status: 500 },
      { html: true },
      { cut: "before" },
      { status: 403 },
      { truncate: true },
      { limit: "retry_after" },
    ] as Effect[]) {
      story.standIn.control.fault({ path: "/projects/**", times: 4, effect });
      const { text, meta } = await call("get_issue", { ...storefront, iid: 12 });
      expect(text + JSON.stringify(meta)).not.toContain(token);
    }
    expect(running.log.length).toBeGreaterThan(5);
    expect(running.log.join("\n")).not.toContain(token);
  });
});
