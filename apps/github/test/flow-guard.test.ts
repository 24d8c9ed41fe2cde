import { startGithub, type GithubStandIn } from "@fairlead/sandbox/github";
import { connectClient, startConnector, type TestClient } from "@fairlead/testkit";
import { afterEach, beforeEach, expect, test } from "vitest";
import { github } from "../src/connector.ts";

const PRIVATE = { owner: "harbor", repo: "storefront" };
const PUBLIC = { owner: "harbor", repo: "docs" };
const comment = { ...PUBLIC, number: 4, body: "const cents = 1;" };

let standIn: GithubStandIn;
const ends: (() => Promise<void>)[] = [];
beforeEach(async () => {
  standIn = await startGithub();
});
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
  await standIn.close();
});

async function connect(
  env: Record<string, string> = {},
  options: Parameters<typeof connectClient>[2] = {},
): Promise<TestClient> {
  const running = await startConnector(github, { ...standIn.env(), ...env });
  ends.push(() => running.close());
  const client = await connectClient(running.mcpUrl, "2026-07-28", options);
  ends.push(() => client.close());
  return client;
}
const posts = () =>
  standIn.control.requests().filter(({ method, path }) => method === "POST" && path.endsWith("/comments"));
const readPrivate = (client: TestClient) => client.call("get_file_contents", { ...PRIVATE, paths: ["README.md"] });

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
  const client = await connect({}, { answer });
  await readPrivate(client);
  expect((await client.call("add_issue_comment", comment)).code).toBe("cancelled");
  expect(questions).toEqual([
    expect.stringContaining("after harbor/storefront, which not everybody can read, was read"),
  ]);
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
  await client.read("repo://harbor/storefront/contents/README.md");
  const refused = await client.call("add_issue_comment", comment);
  expect(refused.code).toBe("policy_denied");
  expect(refused.text).toContain("POLICY_FLOW_GUARD");
  expect(posts()).toEqual([]);
});
