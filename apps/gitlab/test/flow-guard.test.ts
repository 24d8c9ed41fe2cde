import { startGitlab, type GitlabStandIn } from "@fairlead/sandbox/gitlab";
import { connectClient, startConnector, type TestClient } from "@fairlead/testkit";
import { afterEach, beforeEach, expect, test } from "vitest";
import { gitlab } from "../src/connector.ts";

const PRIVATE = { project: "harbor/storefront" };
const PUBLIC = { project: "harbor/docs" };
const note = { ...PUBLIC, target: "issue", iid: 4, body: "const cents = 1;" };

let standIn: GitlabStandIn;
const ends: (() => Promise<void>)[] = [];
beforeEach(async () => {
  standIn = await startGitlab();
});
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
  await standIn.close();
});

async function connect(
  env: Record<string, string> = {},
  options: Parameters<typeof connectClient>[2] = {},
): Promise<TestClient> {
  const running = await startConnector(gitlab, { ...standIn.env(), ...env });
  ends.push(() => running.close());
  const client = await connectClient(`${running.mcpUrl}/lazy`, "2026-07-28", options);
  ends.push(() => client.close());
  return client;
}
const use = (client: TestClient, name: string, args: Record<string, unknown>) =>
  client.call("call_tool", { name, arguments: args });
const posts = () =>
  standIn.control.requests().filter(({ method, path }) => method === "POST" && path.endsWith("/notes"));
const readPrivate = (client: TestClient) => use(client, "get_file_contents", { ...PRIVATE, paths: ["README.md"] });

test("after private code was read, a comment for everybody is a question, and no post", async () => {
  const client = await connect();
  expect((await readPrivate(client)).isError).toBe(false);
  const asked = await use(client, "create_note", note);
  expect(asked.code).toBe("confirm_required");
  expect(asked.text).toContain("takes text to harbor/docs");
  expect(asked.text).toContain("after harbor/storefront was read");
  expect(posts()).toEqual([]);
  expect((await use(client, "create_note", { ...note, confirm: "harbor/docs" })).isError).toBe(false);
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
  await use(client, "list_issues", PRIVATE);
  const { id } = (await use(client, "get_project", PUBLIC)).structured as { id: number };
  for (const project of [PUBLIC.project, String(id)]) {
    expect((await use(client, name, { ...args, project })).code, project).toBe("confirm_required");
  }
  expect(standIn.control.requests().filter(({ method }) => method !== "GET")).toEqual([]);
});

test("what members alone see needs no question", async () => {
  const client = await connect();
  await readPrivate(client);
  expect((await use(client, "create_note", { ...note, internal: true })).isError).toBe(false);
  expect((await use(client, "create_issue", { ...PUBLIC, title: "Secret", confidential: true })).isError).toBe(false);
});

test("nothing is asked where nothing private was read, where the same is written to, and where it is turned off", async () => {
  const client = await connect();
  await use(client, "get_issue", { ...PUBLIC, iid: 4 });
  expect((await use(client, "create_note", note)).isError).toBe(false);
  await readPrivate(client);
  expect((await use(client, "create_note", { ...note, ...PRIVATE, iid: 5 })).isError).toBe(false);
  const off = await connect({ POLICY_FLOW_GUARD: "off" });
  await readPrivate(off);
  expect((await use(off, "create_note", note)).isError).toBe(false);
});

test("who may see what was read is not asked for where an answer has told it", async () => {
  const client = await connect();
  await use(client, "get_project", PRIVATE);
  const before = standIn.control.requests().length;
  expect((await use(client, "create_note", note)).code).toBe("confirm_required");
  const asked = standIn.control.requests().slice(before);
  expect(asked.map(({ path }) => path)).toEqual(["/projects/harbor%2Fdocs"]);
});

test("a resource counts as read, and an operator may refuse outright", async () => {
  const client = await connect({ POLICY_FLOW_GUARD: "deny" });
  await client.read("gitlab://projects/harbor%2Fstorefront/contents/HEAD/README.md");
  const refused = await use(client, "create_note", note);
  expect(refused.code).toBe("policy_denied");
  expect(refused.text).toContain("POLICY_FLOW_GUARD");
  expect(posts()).toEqual([]);
});
