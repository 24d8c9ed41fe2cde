import type { Answerer } from "@fairlead/testkit";
import { expect, test } from "vitest";
import { useStory, type StoryClient } from "./stories/story-client.ts";

const PRIVATE = { owner: "harbor", repo: "storefront" };
const PUBLIC = { owner: "harbor", repo: "docs" };
const comment = { ...PUBLIC, number: 4, body: "const cents = 1;" };

const story = useStory();

async function connect(env: Record<string, string> = {}, answer?: Answerer): Promise<StoryClient> {
  return story.connect("2026-07-28", { env, ...(answer !== undefined && { answer }) });
}
const posts = () =>
  story.standIn.control.requests().filter(({ method, path }) => method === "POST" && path.endsWith("/comments"));
const readPrivate = (client: StoryClient) => client.call("get_file_contents", { ...PRIVATE, paths: ["README.md"] });

test("after private code was read, a comment for everybody is a question, and no post", async () => {
  const client = await connect();
  expect((await readPrivate(client)).isError).toBe(false);
  const asked = await client.call("add_issue_comment", comment);
  expect(asked.code).toBe("confirm_required");
  expect(asked.text).toContain("harbor/docs");
  expect(asked.text).toContain("harbor/storefront");
  expect(posts()).toEqual([]);
  expect((await client.call("add_issue_comment", { ...comment, confirm: "harbor/storefront" })).code).toBe(
    "confirm_required",
  );
  expect((await client.call("add_issue_comment", { ...comment, confirm: "harbor/docs" })).isError).toBe(false);
  expect(posts()).toHaveLength(1);
});

test("a client that can ask its person does, and a no is a no", async () => {
  const questions: string[] = [];
  const answer = (message: string) => {
    questions.push(message);
    return { action: "decline" as const };
  };
  const client = await connect({}, answer);
  await readPrivate(client);
  expect((await client.call("add_issue_comment", comment)).code).toBe("cancelled");
  expect(questions).toEqual([expect.stringContaining("after harbor/storefront was read")]);
  expect(posts()).toEqual([]);
});

test("nothing is asked where nothing private was read, where the same is written to, and where it is turned off", async () => {
  const client = await connect();
  await client.call("get_issue", { ...PUBLIC, number: 4 });
  expect((await client.call("add_issue_comment", comment)).isError).toBe(false);
  await readPrivate(client);
  expect((await client.call("add_issue_comment", { ...comment, ...PRIVATE, number: 12 })).isError).toBe(false);
  const off = await connect({ POLICY_FLOW_GUARD: "off" });
  await readPrivate(off);
  expect((await off.call("add_issue_comment", comment)).isError).toBe(false);
});

test("a resource counts as read, and an operator may refuse outright", async () => {
  const client = await connect({ POLICY_FLOW_GUARD: "deny" });
  await client.client.read("repo://harbor/storefront/contents/README.md");
  const refused = await client.call("add_issue_comment", comment);
  expect(refused.code).toBe("policy_denied");
  expect(refused.text).toContain("POLICY_FLOW_GUARD");
  expect(posts()).toEqual([]);
});

test("the preview of a private change counts as read, and so does an error that quotes the nearest line", async () => {
  const client = await connect();
  const edits = [{ old_text: "not there", new_text: "x" }];
  for (const [name, args] of [
    ["update_issue", { ...PRIVATE, number: 12, body: "x", dry_run: true }],
    ["update_issue", { ...PRIVATE, number: 12, edits }],
  ] as const) {
    const each = await connect();
    expect((await each.call("add_issue_comment", comment)).isError).toBe(false);
    expect((await each.call(name, args)).text).toContain("three stickers");
    expect((await each.call("add_issue_comment", comment)).text).toContain("after harbor/storefront was read");
  }
  expect((await client.call("update_issue", { ...PUBLIC, number: 4, edits })).code).toBe("invalid_input");
  expect((await client.call("add_issue_comment", comment)).isError).toBe(false);
});

test.each([
  ["create_repository", { name: "cents", private: false }, "mlind/cents"],
  ["update_repository", { ...PUBLIC, topics: ["cents"] }, "harbor/docs"],
  ["create_branch", { ...PUBLIC, branch: "cents", from: "main" }, "harbor/docs"],
])("%s takes names to everybody, too", async (name, args, target) => {
  const client = await story.connect("2026-07-28", { url: "/x/repos,repo_admin" });
  await readPrivate(client);
  const asked = await client.call(name, args);
  expect(asked.code).toBe("confirm_required");
  expect(asked.text).toContain(`takes text to ${target}`);
});

test("a private repository that is made asks nothing, whatever was read", async () => {
  const client = await story.connect("2026-07-28", { url: "/x/repos,repo_admin" });
  await readPrivate(client);
  expect((await client.call("create_repository", { name: "cents", description: "x" })).isError).toBe(false);
});

test("a private template is not copied for everybody unasked", async () => {
  const client = await story.connect("2026-07-28", { url: "/x/repo_admin" });
  const asked = await client.call("create_repository", { name: "mine", template: "harbor/storefront", private: false });
  expect(asked.text).toContain("takes text to mlind/mine, which everybody can read, after harbor/storefront");
});
