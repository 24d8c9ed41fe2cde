import { expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const issue = { project: "harbor/storefront", iid: 12 };
interface Note {
  note_id: number;
  created_at: string;
  author: string;
}

const get = (args: Record<string, unknown> = {}) => gitlab.call("get_issue", { ...issue, ...args });

test("the issue alone takes one request; encoded, numeric and GitLab's own spellings name the same", async () => {
  const { structured } = await get();
  expect(structured).toMatchObject({ iid: 12, author: "mlind", milestone: "4.9", notes_total: 3 });
  expect(structured).not.toHaveProperty("notes");
  expect(gitlab.sent()).toHaveLength(1);
  for (const named of [{ project_id: 1 }, { project: "harbor%2Fstorefront" }, { id: "1" }]) {
    expect((await gitlab.call("get_issue", { ...named, issue_iid: "12" })).structured).toEqual(structured);
  }
});

test("notes with their authors, links and merge requests on request", async () => {
  const { structured } = await get({ include: ["notes", "links", "merge_requests"] });
  expect(structured).toMatchObject({
    notes: [
      { author: "trenn" },
      { author: "mlind" },
      { author: "trenn", body: "#37 is on its way, one test is still red." },
    ],
    links: [],
    merge_requests: [{ project: "harbor/storefront", iid: 37, state: "opened" }],
  });
});

test("notes page without gap or repeat, and begin where it is said", async () => {
  const all = (await get({ include: ["notes"] })).structured["notes"] as Note[];
  const found: Note[] = [];
  let cursor: unknown;
  do {
    const { structured } = await get({ include: ["notes"], limit: 2, ...(cursor !== undefined && { cursor }) });
    found.push(...(structured["notes"] as Note[]));
    cursor = structured["next_cursor"];
  } while (cursor !== undefined);
  expect(found).toEqual(all);
  expect((await get({ include: ["notes"], since: all[1]?.created_at })).structured["notes"]).toEqual(all.slice(1));
});

test("what GitLab itself writes is no note", async () => {
  const row = gitlab.standIn.world.projects.get(1)?.issues.get(12);
  const note = row?.discussions[0]?.notes[0];
  if (!note) throw new Error("no notes are seeded");
  Object.assign(note, { system: true, body: "changed the description" });
  const { structured } = await get({ include: ["notes"] });
  expect((structured["notes"] as Note[]).map(({ note_id }) => note_id)).not.toContain(note.id);
});

test("an issue that is not there, or hidden, is not found", async () => {
  expect((await get({ iid: 999 })).code).toBe("not_found");
  expect((await gitlab.call("get_issue", issue, { as: "iokafor" })).code).toBe("not_found");
});
