import { expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const storefront = { project: "harbor/storefront" };
type Args = Record<string, unknown>;

const save = (args: Args) => gitlab.call("save_milestone", { ...storefront, ...args });
const sent = () => gitlab.writes().map(({ method, path, body }) => [method, path.split("/").slice(3).join("/"), body]);
const idOf = (title: string) => gitlab.standIn.world.projects.get(1)?.milestones.find((row) => row.title === title)?.id;

test("a new title makes a milestone, once however often it is said", async () => {
  const winter = { title: "Winter sale", start_date: "2026-12-01", due_date: "2026-12-24", description: "Snow" };
  expect((await save(winter)).structured).toMatchObject({ title: "Winter sale", created: true });
  expect((await save(winter)).structured).toMatchObject({ title: "Winter sale", created: false });
  expect(sent()).toEqual([["POST", "milestones", winter]]);
});

test("a known title is changed: only what differs is sent", async () => {
  const { structured } = await save({
    title: "4.9",
    due_date: "2026-12-24",
    description: "Totals that agree with the invoice, faster search",
  });
  expect(structured).toMatchObject({ id: idOf("4.9"), created: false });
  expect(sent()).toEqual([["PUT", `milestones/${idOf("4.9")}`, { due_date: "2026-12-24" }]]);
});

test("by its id it gets another title; states go by event", async () => {
  const id = idOf("5.0");
  expect((await save({ title: "6.0", milestone_id: id, state: "closed" })).structured).toMatchObject({
    id,
    title: "6.0",
  });
  expect(sent()).toEqual([["PUT", `milestones/${id}`, { title: "6.0", state_event: "close" }]]);
  await save({ title: "4.8", state: "active" });
  expect(sent()[1]).toEqual(["PUT", `milestones/${idOf("4.8")}`, { state_event: "activate" }]);
});

test("a new one can be closed from the start", async () => {
  const { structured } = await save({ title: "4.7", state: "closed" });
  expect(structured).toMatchObject({ created: true });
  expect(gitlab.standIn.world.projects.get(1)?.milestones.at(-1)).toMatchObject({ title: "4.7", state: "closed" });
});

test("an id that is not there, and neither or both of project and group", async () => {
  expect((await save({ title: "x", milestone_id: 1 })).code).toBe("not_found");
  expect((await gitlab.call("save_milestone", { title: "x" })).code).toBe("invalid_input");
  expect((await save({ title: "x", group: "harbor" })).code).toBe("invalid_input");
  expect(gitlab.writes()).toEqual([]);
});

test("a dry run tells before and after", async () => {
  const { structured } = await save({ title: "4.9", state: "closed", dry_run: true });
  expect(structured["preview"]).toMatchObject({
    request: [{ method: "PUT", body: { state_event: "close" } }],
    before: { state: "active" },
    after: { state: "closed" },
  });
  expect(gitlab.writes()).toEqual([]);
});
