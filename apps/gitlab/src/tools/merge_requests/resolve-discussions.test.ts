import { expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const merge = { project: "harbor/storefront", iid: 32 };

const rows = () => gitlab.standIn.world.projects.get(1)?.mergeRequests.get(32)?.discussions ?? [];
const idsOf = (resolvable: boolean) =>
  rows()
    .filter((row) => row.resolvable === resolvable)
    .map(({ id }) => id);
const resolve = (args: Record<string, unknown>) => gitlab.call("resolve_discussions", { ...merge, ...args });

test("each is told, and only those that are not so yet are sent", async () => {
  const [first = "", second = ""] = rows().flatMap(({ id, resolvable, resolvedBy }) =>
    resolvable && !resolvedBy ? [id] : [],
  );
  const { structured } = await resolve({ discussion_ids: [first, second, first] });
  expect(structured["results"]).toEqual([
    { discussion_id: first, resolved: true },
    { discussion_id: second, resolved: true },
  ]);
  await resolve({ discussion_ids: [first, second] });
  expect(gitlab.writes()).toHaveLength(2);
  expect((await resolve({ discussion_ids: [first], resolved: false })).structured["results"]).toEqual([
    { discussion_id: first, resolved: false },
  ]);
  expect(rows().find(({ id }) => id === first)?.resolvedBy).toBeUndefined();
});

test("a single note, and what is not there, stop nothing", async () => {
  const [single = ""] = idsOf(false);
  const open = rows().find(({ resolvable, resolvedBy }) => resolvable && !resolvedBy)?.id ?? "";
  const { structured } = await resolve({ discussion_ids: [single, "0".repeat(40), open] });
  expect(structured["results"]).toEqual([
    { discussion_id: single, error: expect.stringContaining("single note") },
    { discussion_id: "0".repeat(40), error: expect.stringContaining("not on this merge request") },
    { discussion_id: open, resolved: true },
  ]);
  expect(gitlab.writes()).toHaveLength(1);
});

test("what an account may not change is named", async () => {
  const open = rows().find(({ resolvable, resolvedBy }) => resolvable && !resolvedBy)?.id ?? "";
  gitlab.standIn.control.fault({
    method: "PUT",
    path: "/projects/*/merge_requests/*/discussions/*",
    effect: { status: 403 },
  });
  const { structured } = await resolve({ discussion_ids: [open] });
  expect(structured["results"]).toEqual([
    { discussion_id: open, resolved: false, error: expect.stringContaining("may not") },
  ]);
});

test("what vanishes meanwhile is named, and stops nothing", async () => {
  const [gone = "", open = ""] = rows().flatMap(({ id, resolvable, resolvedBy }) =>
    resolvable && !resolvedBy ? id : [],
  );
  const path = `/projects/*/merge_requests/*/discussions/${gone}`;
  gitlab.standIn.control.fault({ method: "PUT", path, effect: { status: 404 } });
  const { structured } = await resolve({ discussion_ids: [gone, open] });
  expect(structured["results"]).toEqual([
    { discussion_id: gone, error: expect.stringContaining("not there any more") },
    { discussion_id: open, resolved: true },
  ]);
});

test("a dry run sends only reads; nothing named is refused", async () => {
  const [id = ""] = idsOf(true);
  expect((await resolve({ discussion_ids: [id], dry_run: true })).structured).toHaveProperty("preview");
  expect(gitlab.writes()).toEqual([]);
  expect((await resolve({ discussion_ids: [] })).code).toBe("invalid_input");
});
