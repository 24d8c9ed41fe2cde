import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import type { AuditEvent } from "../audit/index.ts";
import { silentAudit } from "../audit/index.ts";
import { memoryChannel, memoryStore } from "../store/index.ts";
import { ask, definePrompt } from "../connector/index.ts";
import { beginListening } from "./testing/listener.ts";
import { callTool, legacyRpc, modernRpc, startLegacySession } from "./testing/rpc.ts";
import { startEndpoint, type RunningEndpoint } from "./testing/start-endpoint.ts";
import { toy } from "./testing/toy-connector.ts";

const started: RunningEndpoint[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((running) => running.close()));
});
async function start(options: Parameters<typeof startEndpoint>[0] = {}): Promise<RunningEndpoint> {
  const running = await startEndpoint({ people: true, owners: true, ...options });
  started.push(running);
  return running;
}

const ADA = { "x-person": "ada" };
const BEN = { "x-person": "ben" };
const BY_ADA = { tenant: "test", subject: "ada" };
const write = (running: RunningEndpoint, policy: unknown) =>
  running.runtime.policies?.write("connection-of-ada", policy, BY_ADA);
const listed = async ({ url }: RunningEndpoint, headers: Record<string, string>) =>
  ((await modernRpc(url, "tools/list", {}, { headers })).body.result?.["tools"] as { name: string }[]).map(
    ({ name }) => name,
  );
const details = ({ meta }: { meta: Readonly<Record<string, unknown>> }) =>
  (meta["dev.fairlead/error"] as { details?: Record<string, unknown> }).details;

describe("what the owner of a connection allows", () => {
  test("holds from the next call on, for this connection alone", async () => {
    const running = await start();
    expect(await listed(running, ADA)).toContain("add_note");
    await write(running, { access: "read" });
    expect(await listed(running, ADA)).not.toContain("add_note");
    expect(await listed(running, ADA)).not.toContain("delete_note");
    expect(await listed(running, ADA)).toContain("get_note");
    expect(await listed(running, BEN)).toContain("add_note");
    const denied = await callTool(running.url, "add_note", { text: "x" }, { headers: ADA });
    expect(denied.code).toBe("policy_denied");
    expect(denied.text).toContain("The owner of this connection can change that in its permissions (access).");
    expect(details(denied)).toEqual({ stage: "policy", rule: "access", set_by: "owner", tool: "add_note" });
    expect((await callTool(running.url, "add_note", { text: "x" }, { headers: BEN })).isError).toBe(false);
    await write(running, {});
    expect((await callTool(running.url, "add_note", { text: "x" }, { headers: ADA })).isError).toBe(false);
  });

  test("with the level write leaves all but deletions", async () => {
    const running = await start();
    await write(running, { access: "write" });
    expect(await listed(running, ADA)).toContain("add_note");
    expect(await listed(running, ADA)).not.toContain("delete_note");
    const denied = await callTool(running.url, "delete_note", { id: 1, confirm: "note 1" }, { headers: ADA });
    expect(denied.code).toBe("policy_denied");
    expect(running.sent).toEqual([]);
  });

  test("forbids single tools by any way of calling them, in both eras", async () => {
    const running = await start();
    await write(running, { tools: { get_note: false, list_notes: true } });
    expect((await callTool(running.url, "get_note", { id: 1 }, { headers: ADA })).code).toBe("policy_denied");
    const inner = { name: "get_note", arguments: { id: 1 } };
    expect((await callTool(`${running.url}/lazy`, "call_tool", inner, { headers: ADA })).code).toBe("policy_denied");
    const found = await callTool(`${running.url}/lazy`, "find_tools", { query: "note", limit: 20 }, { headers: ADA });
    expect(found.text).toContain("list_notes");
    expect(found.text).not.toContain("get_note");
    const sessionId = await startLegacySession(running.url, ADA);
    const call = { id: 3, method: "tools/call", params: { name: "get_note", arguments: { id: 1 } } };
    expect((await legacyRpc(running.url, call, { sessionId, headers: ADA })).text).toContain("policy_denied");
    expect(running.sent).toEqual([]);
  });

  test("never adds to what the operator allows, and the operator's rule is named first", async () => {
    const running = await start({ policy: { access: "read" } });
    await write(running, { access: "full", tools: { add_note: true } });
    expect(await listed(running, ADA)).not.toContain("add_note");
    const denied = await callTool(running.url, "add_note", { text: "x" }, { headers: ADA });
    expect(denied.text).toContain("The operator of this server can change that in POLICY_ACCESS.");
  });

  test("bounds a result", async () => {
    const running = await start();
    const long = () => callTool(running.url, "list_notes", { limit: 50, long: true }, { headers: ADA });
    const before = (await long()).text.length;
    await write(running, { resultTokens: 500 });
    expect((await long()).text.length).toBeLessThan(before / 4);
  });

  test("is on record where it refuses", async () => {
    const events: AuditEvent[] = [];
    const audit = { ...silentAudit(), note: async (event: AuditEvent) => void events.push(event) };
    const running = await start({ audit });
    await write(running, { access: "read" });
    await callTool(running.url, "add_note", { text: "x" }, { headers: ADA });
    expect(events).toMatchObject([
      {
        phase: "denied",
        tool: "add_note",
        effect: "write",
        actor: { subject: "ada" },
        result: { status: "denied", code: "policy_denied", stage: "policy" },
      },
    ]);
  });
});

/** Reads on until the text is there. */
function reader(response: Response): (text: string) => Promise<string> {
  const stream = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = "";
  return async (text) => {
    for (let done = false; !done && !heard.includes(text);) {
      const read = await stream?.read();
      done = read?.done !== false;
      heard += read?.value ?? "";
    }
    return heard;
  };
}

describe("when it changes, connected clients are told", () => {
  const notifications = { toolsListChanged: true, promptsListChanged: true, resourceSubscriptions: ["toy://shelf"] };

  test("of 2026-07-28, on every replica, and nobody else", async () => {
    const channel = memoryChannel();
    const store = memoryStore();
    const one = await start({ channel, store });
    const other = await start({ channel, store });
    const ada = await beginListening(other.url, "ada", notifications);
    const ben = await beginListening(other.url, "ben", notifications);
    const [untilAda, untilBen] = [reader(ada.response), reader(ben.response)];
    await Promise.all([untilAda("acknowledged"), untilBen("acknowledged")]);
    await write(one, { access: "read" });
    expect(await untilAda("tools/list_changed")).not.toContain("prompts/list_changed");
    expect(await listed(other, ADA)).not.toContain("add_note");
    other.runtime.bus.send({ event: { kind: "prompts_list_changed" }, connectionId: undefined });
    expect(await untilBen("prompts/list_changed")).not.toContain("tools/list_changed");
    for (const { leave } of [ada, ben]) leave();
  });

  test("of the 2025 revisions, on the stream that they hold open", async () => {
    const running = await start();
    const sessionId = await startLegacySession(running.url, ADA);
    const gone = new AbortController();
    const response = await fetch(running.url, {
      headers: { accept: "text/event-stream", "mcp-session-id": sessionId, ...ADA },
      signal: gone.signal,
    });
    await write(running, { tools: { add_note: false } });
    expect(await reader(response)("tools/list_changed")).toContain("notifications/tools/list_changed");
    gone.abort();
  });
});

describe("limits", () => {
  const tooMany = (answer: { code: string | undefined; meta: Readonly<Record<string, unknown>> }) =>
    answer.meta["dev.fairlead/error"] as { code: string; retry_after_s: number; details: Record<string, unknown> };

  test("of a tool hold this connection, through call_tool as well, and say when there is more", async () => {
    const running = await start();
    await write(running, { limits: [{ tool: "get_note", perDay: 2 }] });
    const get = (id: number, headers = ADA) => callTool(running.url, "get_note", { id }, { headers });
    expect((await get(1)).isError).toBe(false);
    const inner = { name: "get_note", arguments: { id: 2 } };
    expect((await callTool(`${running.url}/lazy`, "call_tool", inner, { headers: ADA })).isError).toBe(false);
    const refused = await get(3);
    expect(refused.code).toBe("rate_limited");
    expect(refused.text).toContain("The 2 calls of get_note that this connection has a day are used up.");
    expect(tooMany(refused).retry_after_s).toBeGreaterThan(0);
    expect(tooMany(refused).details).toMatchObject({ stage: "policy", rule: "limits", set_by: "owner" });
    expect((await get(3, BEN)).isError).toBe(false);
    expect(running.sent).toEqual(["GET /notes/1", "GET /notes/2", "GET /notes/3"]);
  });

  test("of all calls together count resources and prompts, and no call that was wrong", async () => {
    const running = await start({ policy: { limits: [{ tool: "*", most: 2, per: "day" }] } });
    expect((await callTool(running.url, "get_note", { wrong: 1 }, { headers: ADA })).code).toBe("invalid_input");
    expect((await callTool(running.url, "get_note", { id: 1 }, { headers: ADA })).isError).toBe(false);
    const read = () => modernRpc(running.url, "resources/read", { uri: "toy://shelf" }, { headers: ADA });
    expect((await read()).body.error).toBeUndefined();
    expect((await read()).body.error?.message).toMatch(/^rate_limited: .*LIMIT_TOOL_CALLS/);
    expect((await callTool(running.url, "get_note", { id: 1 }, { headers: ADA })).code).toBe("rate_limited");
  });

  test("count a prompt that asks its person once, and an answer that is sent again as one more", async () => {
    const asking = definePrompt({
      name: "asking",
      title: "Asking",
      description: "Asks first.",
      arguments: z.object({}),
      async run(_args, { answers }) {
        if (answers["who"] !== undefined) return [{ role: "user", content: { type: "text", text: "Told." } }];
        const params = { mode: "form", message: "Who?", requestedSchema: { type: "object", properties: {} } } as const;
        return ask({ who: { method: "elicitation/create", params } });
      },
    });
    const running = await start({
      connector: { ...toy, prompts: [asking] },
      policy: { limits: [{ tool: "*", most: 2, per: "day" }] },
    });
    const get = async (round: Record<string, unknown> = {}) => {
      const options = { headers: ADA, capabilities: { elicitation: {} } };
      return (await modernRpc(running.url, "prompts/get", { name: "asking", ...round }, options)).body;
    };
    const { requestState } = (await get()).result as { requestState: string };
    const answered = { requestState, inputResponses: { who: { action: "accept", content: {} } } };
    expect((await get(answered)).result).toHaveProperty("messages");
    expect((await get(answered)).result).toHaveProperty("messages");
    expect((await get(answered)).error?.message).toMatch(/^rate_limited/);
    expect((await get({ ...answered, requestState: "made up" })).error?.message).not.toMatch(/^rate_limited/);
  });

  test("count a call that asks its person once, and an answer that is sent again as one more", async () => {
    const running = await start({ policy: { limits: [{ tool: "delete_note", most: 2, per: "day" }] } });
    const capabilities = { elicitation: {} };
    const options = { headers: ADA, capabilities };
    const asked = await callTool(running.url, "delete_note", { id: 1 }, options);
    const round = {
      requestState: asked.requestState,
      inputResponses: { confirm: { action: "accept", content: { confirm: true } } },
    };
    expect((await callTool(running.url, "delete_note", { id: 1 }, { ...options, round })).isError).toBe(false);
    const again = () => callTool(running.url, "delete_note", { id: 1 }, { ...options, round });
    expect((await again()).code).toBe("confirm_required");
    expect((await again()).code).toBe("rate_limited");
  });
});
