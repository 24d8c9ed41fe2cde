import { describe, expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const entry = { name: "Gift Cards", namespace: "harbor" };

const create = (args: Record<string, unknown> = {}) => gitlab.call("create_project", { ...entry, ...args });
const bodies = () => gitlab.writes().map(({ body }) => body);

test("private and with a README, unless said; the group goes by its id", async () => {
  const { structured } = await create();
  expect(structured).toEqual({
    id: expect.any(Number),
    path: "harbor/gift-cards",
    url: `${gitlab.standIn.url}/harbor/gift-cards`,
  });
  expect(bodies()).toEqual([
    { name: "Gift Cards", namespace_id: 11, visibility: "private", initialize_with_readme: true },
  ]);
});

test("my own, and as it is asked for", async () => {
  const args = {
    name: "Notes",
    path: "notes-2",
    visibility: "public",
    initialize_with_readme: false,
    default_branch: "trunk",
  };
  const { structured } = await gitlab.call("create_project", args);
  expect(structured["path"]).toBe("mlind/notes-2");
  const other = await gitlab.call("create_project", { ...args, path: "notes-3", namespace: "mlind" });
  expect(other.structured["path"]).toBe("mlind/notes-3");
  expect(bodies()).toEqual([args, { ...args, path: "notes-3" }]);
});

test("a group that is not there is refused unsent; a name that is taken is a conflict", async () => {
  expect((await create({ namespace: "harbour" })).code).toBe("not_found");
  expect(gitlab.writes()).toEqual([]);
  expect((await create({ name: "Storefront" })).code).toBe("conflict");
});

describe("no doubles", () => {
  test.each(["Gift Cards", "Gift Cards (new)!"])("%s, whose answer was lost, is found", async (name) => {
    gitlab.standIn.control.fault({ method: "POST", path: "/projects", effect: { cut: "after" } });
    const { structured } = await create({ name });
    expect(structured["id"]).toBe([...gitlab.standIn.world.projects.keys()].at(-1));
    expect(gitlab.writes()).toHaveLength(1);
  });

  test("one that was there before is not mine", async () => {
    gitlab.standIn.control.fault({ method: "POST", path: "/projects", effect: { cut: "before" } });
    expect((await create({ name: "Docs" })).isError).toBe(true);
  });

  test("the same key replays; a dry run sends nothing", async () => {
    expect((await create({ dry_run: true })).structured["preview"]).toMatchObject({
      request: [{ method: "POST", body: { visibility: "private", namespace_id: 11 } }],
    });
    expect(gitlab.writes()).toEqual([]);
    const first = await create({ idempotency_key: "k1" });
    expect((await create({ idempotency_key: "k1" })).structured).toEqual(first.structured);
    expect(gitlab.writes()).toHaveLength(1);
  });
});
