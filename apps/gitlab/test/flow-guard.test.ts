import { expect, test } from "vitest";
import { useStory, type StoryClient } from "./stories/story-client.ts";

const PRIVATE = { project: "harbor/storefront" };
const PUBLIC = { project: "harbor/docs" };
const note = { ...PUBLIC, target: "issue", iid: 4, body: "const cents = 1;" };

const story = useStory();

const connect = (env: Record<string, string> = {}): Promise<StoryClient> => story.connect("2026-07-28", { env });
const posts = () =>
  story.standIn.control.requests().filter(({ method, path }) => method === "POST" && path.endsWith("/notes"));
const readPrivate = (client: StoryClient) => client.call("get_file_contents", { ...PRIVATE, paths: ["README.md"] });

test("after private code was read, a comment for everybody is a question, and no post", async () => {
  const client = await connect();
  expect((await readPrivate(client)).isError).toBe(false);
  const asked = await client.call("create_note", note);
  expect(asked.code).toBe("confirm_required");
  expect(asked.text).toContain("takes text to harbor/docs");
  expect(asked.text).toContain("after harbor/storefront");
  expect(posts()).toEqual([]);
  expect((await client.call("create_note", { ...note, confirm: "harbor/docs" })).isError).toBe(false);
  expect(posts()).toHaveLength(1);
});

test.each([
  ["create_issue", { title: "Cents" }],
  ["update_issue", { iid: 4, description: "const cents = 1;" }],
  ["save_milestone", { title: "Cents" }],
  ["create_note", { target: "issue", iid: 4, body: "const cents = 1;" }],
  ["update_project", { description: "Cents" }],
  ["push_files", { branch: "main", message: "x", operations: [{ op: "create", path: "a", content: "b" }] }],
])("%s is asked about, by id and path alike, before anything is sent", async (name, args) => {
  const client = await connect();
  await client.call("list_issues", PRIVATE);
  const { id } = (await client.call("get_project", PUBLIC)).structured as { id: number };
  for (const project of [PUBLIC.project, String(id)]) {
    expect((await client.call(name, { ...args, project })).code, project).toBe("confirm_required");
  }
  expect(story.standIn.control.requests().filter(({ method }) => method !== "GET")).toEqual([]);
});

test.each([
  ["save_milestone", { group: "harbor", title: "Cents" }, "groups/harbor"],
  ["create_project", { name: "Cents", visibility: "public" }, "mlind/cents"],
  ["create_branch", { ...PUBLIC, branch: "cents", from: "main" }, "harbor/docs"],
])("%s takes text to everybody, too", async (name, args, target) => {
  const client = await connect();
  await readPrivate(client);
  const asked = await client.call(name, args);
  expect(asked.code).toBe("confirm_required");
  expect(asked.text).toContain(`takes text to ${target}`);
  expect(story.standIn.control.requests().filter(({ method }) => method !== "GET")).toEqual([]);
});

test("the preview of a private change counts as read", async () => {
  const client = await connect();
  expect((await client.call("create_note", note)).isError).toBe(false);
  await client.call("update_issue", { ...PRIVATE, iid: 5, description: "x", dry_run: true });
  expect((await client.call("create_note", note)).text).toContain("after harbor/storefront was read");
});

test("what members alone see needs no question", async () => {
  const client = await connect();
  await readPrivate(client);
  expect((await client.call("create_note", { ...note, internal: true })).isError).toBe(false);
  expect((await client.call("create_issue", { ...PUBLIC, title: "Secret", confidential: true })).isError).toBe(false);
});

test("nothing is asked where nothing private was read, where the same is written to, and where it is turned off", async () => {
  const client = await connect();
  await client.call("get_issue", { ...PUBLIC, iid: 4 });
  expect((await client.call("create_note", note)).isError).toBe(false);
  await readPrivate(client);
  expect((await client.call("create_note", { ...note, ...PRIVATE, iid: 5 })).isError).toBe(false);
  const off = await connect({ POLICY_FLOW_GUARD: "off" });
  await readPrivate(off);
  expect((await off.call("create_note", note)).isError).toBe(false);
});

test("who may see what was read is not asked for where an answer has told it", async () => {
  const client = await connect();
  await client.call("get_project", PRIVATE);
  const before = story.standIn.control.requests().length;
  expect((await client.call("create_note", note)).code).toBe("confirm_required");
  const asked = story.standIn.control.requests().slice(before);
  expect(asked.map(({ path }) => path)).toEqual(["/projects/harbor%2Fdocs"]);
});

test("a resource counts as read, and an operator may refuse outright", async () => {
  const client = await connect({ POLICY_FLOW_GUARD: "deny" });
  await client.client.read("gitlab://projects/harbor%2Fstorefront/contents/HEAD/README.md");
  const refused = await client.call("create_note", note);
  expect(refused.code).toBe("policy_denied");
  expect(refused.text).toContain("POLICY_FLOW_GUARD");
  expect(posts()).toEqual([]);
});
