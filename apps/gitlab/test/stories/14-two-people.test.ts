import { createHash } from "node:crypto";
import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { storefront, useStory, type Person, type StoryClient } from "./story-client.ts";

const story = useStory();
const issue = { ...storefront, iid: 12 };
const PEOPLE = ["mlind", "trenn", "iokafor"] as const satisfies readonly Person[];

interface AuditRow {
  tool?: string;
  requestId: string;
  phase: string;
  args: unknown;
  actor: { subject: string };
  result: { status: string; code?: string; upstreamRequestIds: readonly string[] };
}

const subjectOf = (person: Person) =>
  `upstream:${createHash("sha256").update(story.standIn.tokens[person]).digest("base64url")}`;

describe.each(ERAS)("14. two people, %s", (era) => {
  test("mlind and trenn read one private issue at once, iokafor finds none; all are in the audit log", async () => {
    const at = await story.start({ AUDIT_STDOUT: "on", LOG_LEVEL: "info" });
    const seats = await Promise.all(PEOPLE.map((as) => story.connect(era, { at, as })));
    const [hers, his, none] = await Promise.all(seats.map(({ call }) => call("get_issue", issue)));
    expect(hers?.structured).toMatchObject({ iid: 12, description: expect.any(String) });
    expect(his?.structured).toEqual(hers?.structured);
    expect(none).toMatchObject({ isError: true, code: "not_found", structured: {} });
    expect(none?.text).not.toContain(String(hers?.structured["title"]));
    const asked = story.sent().filter(({ path }) => path.endsWith("/issues/12"));
    expect(asked.map(({ login, status }) => `${login} ${status}`).toSorted()).toEqual([
      "iokafor 404",
      "mlind 200",
      "trenn 200",
    ]);

    const rows = () =>
      at.log.flatMap((line) => {
        const { audit } = JSON.parse(line) as { audit?: AuditRow };
        return audit?.tool === "get_issue" && audit.phase === "outcome" ? [audit] : [];
      });
    await expect.poll(() => rows().length).toBe(3);
    for (const person of PEOPLE) {
      const row = rows().find(({ actor }) => actor.subject === subjectOf(person));
      expect(row?.result).toMatchObject(
        person === "iokafor" ? { status: "tool_error", code: "not_found" } : { status: "ok" },
      );
      expect(row?.args, "which issue it was").toEqual(issue);
    }
    // Each has its own request, and GitLab's own ids of what was asked for it.
    expect(new Set(rows().map(({ requestId }) => requestId)).size).toBe(3);
    const vendors = rows().map(({ result }) => result.upstreamRequestIds);
    for (const ids of vendors) expect(ids.length).toBeGreaterThan(0);
    expect(new Set(vendors.flat()).size).toBe(vendors.flat().length);
  });

  test("no row that others have read is served to her from a cache", async () => {
    const at = await story.start();
    const [mlind, iokafor] = [await story.connect(era, { at }), await story.connect(era, { at, as: "iokafor" })];
    const calls: [string, Record<string, unknown>][] = [
      ["get_project", storefront],
      ["get_issue", issue],
      ["list_issues", storefront],
      ["get_file_contents", { ...storefront, paths: ["README.md"] }],
      ["get_merge_request", { ...storefront, iid: 32 }],
      ["get_job_log", { ...storefront, iid: 37 }],
    ];
    for (const [tool, args] of calls) {
      expect((await mlind.call(tool, args)).isError, tool).toBe(false);
      expect((await iokafor.call(tool, args)).code, tool).toBe("not_found");
    }
    const projects = async ({ call }: StoryClient, args: object) =>
      ((await call("list_projects", args as Record<string, unknown>)).structured["items"] as { path: string }[]).map(
        ({ path }) => path,
      );
    expect(await projects(mlind, { scope: "all" })).toContain("harbor/storefront");
    const seen = await projects(iokafor, { scope: "all" });
    expect(seen.length).toBeGreaterThan(0);
    expect(seen).not.toContain("harbor/storefront");
  });

  test("who loses the right to see it does not see it once more", async () => {
    const trenn = await story.connect(era, { as: "trenn" });
    expect((await trenn.call("get_issue", issue)).isError).toBe(false);
    story.standIn.control.fault({ path: "/projects/**", login: "trenn", times: 5, effect: { status: 404 } });
    expect((await trenn.call("get_issue", issue)).code).toBe("not_found");
  });
});
