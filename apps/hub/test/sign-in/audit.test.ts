import { createOAuthClient, type OAuthClient, pageOf, signIn } from "@fairlead/testkit/sign-in";
import { afterEach, beforeEach, expect, test } from "vitest";
import { callTool, send } from "./testing/call-tool.ts";
import { startHub, type RunningHub } from "./testing/start-hub.ts";

const CANARY = "canary-4e1d7c9a";
const storefront = { owner: "harbor", repo: "storefront" };
const LOGINS = ["mlind", "trenn", "iokafor"];

interface Row {
  phase: string;
  action: string;
  tool?: string;
  connection?: string;
  actor: { subject: string; clientId?: string };
  targets?: string[];
  requestId?: string;
  result?: { status: string; code?: string };
}

let hub: RunningHub;
let client: OAuthClient;
let tokens: Record<string, string>;

beforeEach(async () => {
  tokens = {};
  hub = await startHub({ env: { AUDIT_STDOUT: "on" }, app: "app" });
  client = await createOAuthClient(hub.url, hub.mcpUrl);
  for (const login of LOGINS) {
    const asked = client.authorization();
    tokens[login] = (await client.redeem(asked, await signIn(hub.browser(), asked, login))).access_token;
  }
});
afterEach(() => hub.close());

/** What is on record so far. */
function rows(): Row[] {
  return hub.log.flatMap((line) => {
    const { audit } = JSON.parse(line) as { audit?: Row };
    return audit === undefined ? [] : [audit];
  });
}

const as = (login: string) => tokens[login] ?? "";

test("three people at one server: their sign-ins and what each of them did", async () => {
  const issue = { ...storefront, number: 12 };
  await Promise.all(LOGINS.map((login) => callTool(hub.mcpUrl, as(login), "get_issue", issue)));
  const reads = () => rows().filter(({ tool }) => tool === "get_issue");
  await expect.poll(() => reads().length).toBe(3);
  expect(new Set(reads().map(({ actor }) => actor.subject)).size).toBe(3);
  expect(new Set(reads().map(({ requestId }) => requestId)).size).toBe(3);
  for (const row of reads())
    expect(row).toMatchObject({ targets: ["harbor/storefront"], actor: { clientId: client.clientId } });
  expect(
    reads()
      .map(({ result }) => result?.status)
      .toSorted(),
  ).toEqual(["ok", "ok", "tool_error"]);
  const signedIn = rows().filter(({ action }) => action === "sign_in.signed_in");
  expect(signedIn.map(({ actor }) => actor.subject).toSorted()).toEqual(
    reads()
      .map(({ actor }) => actor.subject)
      .toSorted(),
  );
});

test("a connection that is renamed and ended leaves records of it", async () => {
  const browser = hub.browser();
  const list = pageOf(await browser.press(await browser.visit(`${hub.url}/connections`), "trenn"));
  const connection = /name="connection" value="([^"]+)"/.exec(list.html)?.[1] ?? "";
  const renamed = pageOf(await browser.press(list, "rename", { connection, label: CANARY }));
  await browser.press(renamed, "revoke", { connection });
  const changes = () => rows().filter(({ action }) => action.startsWith("connection."));
  await expect
    .poll(() => changes().map(({ phase, action }) => `${phase} ${action}`))
    .toEqual(["admin connection.renamed", "auth connection.ended"]);
  for (const row of changes())
    expect(row).toMatchObject({ connection, actor: { subject: expect.any(String) as string } });
});

test("what people and clients write is in no record", async () => {
  const token = as("mlind");
  const call = (name: string, args: Record<string, unknown>) => callTool(hub.mcpUrl, token, name, args);
  const before = rows().length;
  await call("create_issue", { ...storefront, title: CANARY, body: `${CANARY} body` });
  await call("add_issue_comment", { ...storefront, number: 12, body: CANARY });
  await call("create_issue", { ...storefront, title: CANARY, dry_run: true, [CANARY]: CANARY });
  await call("search_issues", { query: CANARY, owner: "harbor" });
  await call("get_issue", { owner: `${CANARY} !`, repo: CANARY, number: "x" });
  await call(CANARY, { text: CANARY });
  await call("call_tool", { name: CANARY, arguments: { text: CANARY } });
  await send(hub.mcpUrl, token, "prompts/get", { name: CANARY, arguments: { text: CANARY } });
  await send(hub.mcpUrl, token, "resources/read", { uri: `${CANARY}://repos/${CANARY}` });
  await send(hub.mcpUrl, token, "resources/read", { uri: `github://repos/harbor/storefront/${CANARY}` });
  await send(hub.mcpUrl, token, CANARY, {});
  await send(
    hub.mcpUrl,
    token,
    "tools/call",
    { name: "get_me", arguments: {} },
    { "user-agent": CANARY, "x-own": CANARY },
  );
  await send(hub.mcpUrl, CANARY, "tools/call", { name: "get_me", arguments: {} });
  const fault = { status: 422, body: { message: CANARY, errors: [{ message: CANARY }] } };
  hub.standIn.control.fault({ method: "POST", path: "/repos/**", times: 1, effect: fault });
  await call("create_issue", { ...storefront, title: CANARY });
  await hub.browser().visit(`${hub.url}/callback?error=${CANARY}&error_description=${CANARY}&state=${CANARY}`);

  await expect.poll(() => rows().length - before).toBeGreaterThanOrEqual(12);
  const shown = rows();
  expect(shown.filter(({ tool }) => tool === "create_issue").length).toBeGreaterThanOrEqual(3);
  expect(JSON.stringify(shown)).not.toContain(CANARY);
});
