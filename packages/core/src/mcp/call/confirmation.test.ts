import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { CLIENT_CAPABILITIES_META_KEY } from "@modelcontextprotocol/server";
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { ask, definePrompt, defineTool, type ToolContext } from "../../connector/index.ts";
import { memoryStore } from "../../store/index.ts";
import { callTool, modernRpc } from "../testing/rpc.ts";
import { startEndpoint, type RunningEndpoint } from "../testing/start-endpoint.ts";
import { toyWith, type Shelf } from "../testing/toy-connector.ts";

const started: RunningEndpoint[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((running) => running.close()));
});
async function start(options: Parameters<typeof startEndpoint>[0] = {}): Promise<RunningEndpoint> {
  const running = await startEndpoint(options);
  started.push(running);
  return running;
}

/** A client that says it can show forms, without a person behind it. */
const ASKABLE = { meta: { [CLIENT_CAPABILITIES_META_KEY]: { elicitation: { form: {} } } } };
const yes = { confirm: { action: "accept", content: { confirm: true } } };
const deletions = ({ sent }: RunningEndpoint) => sent.filter((line) => line.endsWith("/delete"));

describe("a client that can ask its person", () => {
  test.each([
    ["accept", { confirm: true }, undefined],
    ["accept", { confirm: false }, "cancelled"],
    ["accept", {}, "cancelled"],
    ["decline", undefined, "cancelled"],
    ["cancel", undefined, "cancelled"],
  ] as const)("%s with %j", async (action, content, code) => {
    const running = await start();
    const { requestState, inputRequests } = await callTool(running.url, "delete_note", { id: 5 }, ASKABLE);
    expect(inputRequests).toMatchObject({ confirm: { params: { message: "Delete note 5 for good?" } } });
    const inputResponses = { confirm: { action, ...(content !== undefined && { content }) } };
    const round = { requestState, inputResponses };
    const answer = await callTool(running.url, "delete_note", { id: 5 }, { ...ASKABLE, round });
    expect(answer.code).toBe(code);
    expect(deletions(running)).toHaveLength(code === undefined ? 1 : 0);
  });

  test("is asked even if the model has filled in confirm by itself", async () => {
    const running = await start();
    const args = { id: 5, confirm: "note 5" };
    const { inputRequests } = await callTool(running.url, "delete_note", args, ASKABLE);
    expect(inputRequests).toHaveProperty("confirm");
    expect(deletions(running)).toEqual([]);
  });

  test("cannot use a yes twice, also not at the same time", async () => {
    const running = await start();
    const { requestState } = await callTool(running.url, "delete_note", { id: 5 }, ASKABLE);
    const round = { requestState, inputResponses: yes };
    const again = () => callTool(running.url, "delete_note", { id: 5 }, { ...ASKABLE, round });
    const codes = (await Promise.all([again(), again(), again()])).map(({ code }) => code);
    expect(codes.toSorted()).toEqual(["confirm_required", "confirm_required", undefined]);
    expect((await again()).code).toBe("confirm_required");
    expect(deletions(running)).toHaveLength(1);
  });

  test("cannot use a yes twice on a replica whose clock is behind, either", async () => {
    let aheadMs = 0;
    const running = await start({ store: memoryStore({ now: () => Date.now() + aheadMs }) });
    const { requestState } = await callTool(running.url, "delete_note", { id: 5 }, ASKABLE);
    const round = { requestState, inputResponses: yes };
    const use = () => callTool(running.url, "delete_note", { id: 5 }, { ...ASKABLE, round });
    expect((await use()).code).toBeUndefined();
    // The database's clock says that its ten minutes are over; this process takes the state for valid still.
    aheadMs = 20 * 60_000;
    expect((await use()).code).toBe("confirm_required");
    expect(deletions(running)).toHaveLength(1);
  });

  test("cannot take a yes to other arguments, another tool, another person, or make one up", async () => {
    const running = await start({ people: true });
    const as = (person: string) => ({ ...ASKABLE, headers: { "x-person": person } });
    const { requestState } = await callTool(running.url, "delete_note", { id: 5 }, as("ada"));
    const round = { requestState, inputResponses: yes };
    const refused = [
      await callTool(running.url, "delete_note", { id: 6 }, { ...as("ada"), round }),
      await callTool(running.url, "delete_note", { id: 5, dry_run: false }, { ...as("ada"), round }),
      await callTool(running.url, "add_note", { text: "a" }, { ...as("ada"), round }),
      await callTool(running.url, "delete_note", { id: 5 }, { ...as("ben"), round }),
      await callTool(
        running.url,
        "delete_note",
        { id: 5 },
        {
          ...as("ada"),
          round: { requestState: `${requestState}A`, inputResponses: yes },
        },
      ),
    ];
    for (const { error } of refused) expect(error?.code).toBe(-32_602);
    const stateless = { ...as("ada"), round: { inputResponses: yes } };
    expect((await callTool(running.url, "delete_note", { id: 5 }, stateless)).code).toBe("confirm_required");
    expect(running.sent.filter((line) => line.startsWith("POST"))).toEqual([]);
  });

  test("asks again for the next deletion", async () => {
    const running = await start();
    const first = await callTool(running.url, "delete_note", { id: 5 }, ASKABLE);
    const round = { requestState: first.requestState, inputResponses: yes };
    await callTool(running.url, "delete_note", { id: 5 }, { ...ASKABLE, round });
    expect((await callTool(running.url, "delete_note", { id: 5 }, ASKABLE)).inputRequests).toHaveProperty("confirm");
  });
});

describe("a client that cannot", () => {
  test("repeats the target's name", async () => {
    const running = await start();
    const first = await callTool(running.url, "delete_note", { id: 5 });
    expect(first).toMatchObject({ code: "confirm_required" });
    expect(first.text).toContain('confirm: "note 5"');
    expect((await callTool(running.url, "delete_note", { id: 5, confirm: "note 6" })).code).toBe("confirm_required");
    expect(deletions(running)).toEqual([]);
    expect((await callTool(running.url, "delete_note", { id: 5, confirm: "note 5" })).structured).toEqual({ id: 5 });
  });
});

test("a dry run asks nobody", async () => {
  const running = await start();
  const { structured } = await callTool(running.url, "delete_note", { id: 5, dry_run: true }, ASKABLE);
  expect(structured).toMatchObject({ preview: { request: [{ path: "/notes/5/delete" }] } });
});

describe.each([
  ["2026-07-28", { pin: "2026-07-28" }],
  ["2025-11-25", "legacy"],
] as const)("through call_tool, a client of %s", (_era, mode) => {
  test("is asked about the tool that runs, and its yes is good for that", async () => {
    const running = await start();
    const questions: string[] = [];
    const client = new Client(
      { name: "test", version: "1" },
      { capabilities: { elicitation: { form: {} } }, versionNegotiation: { mode } },
    );
    client.setRequestHandler("elicitation/create", async ({ params }) => {
      questions.push(params.message);
      return { action: "accept", content: { confirm: true } };
    });
    await client.connect(new StreamableHTTPClientTransport(new URL(`${running.url}/lazy`)));
    const args = { name: "delete_note", arguments: { id: 5 } };
    const result = await client.callTool({ name: "call_tool", arguments: args });
    expect(result.structuredContent).toEqual({ id: 5 });
    expect(questions).toEqual(["Delete note 5 for good?"]);
    expect(deletions(running)).toHaveLength(1);
    expect(running.records.map(({ target, outcome }) => [target, outcome])).toEqual([
      ["delete_note", "input_required"],
      ["delete_note", "ok"],
    ]);
    await client.close();
  });
});

test("a state of one tool is refused when call_tool names another", async () => {
  const running = await start();
  const wrapped = (name: string) => ({ name, arguments: { id: 5 } });
  const { requestState } = await callTool(running.url, "call_tool", wrapped("delete_note"), ASKABLE);
  const round = { requestState, inputResponses: yes };
  const other = await callTool(running.url, "call_tool", wrapped("get_note"), { ...ASKABLE, round });
  expect(other.error?.code).toBe(-32_602);
});

describe("a tool that is confirmed and then asks itself", () => {
  const forget = defineTool({
    name: "forget_note",
    title: "Forget note",
    description: "Asks why, then forgets.",
    access: "delete",
    scopes: [],
    input: z.object({ id: z.int().describe("Note") }),
    output: z.object({ why: z.string() }),
    confirm: ({ id }) => ({ target: `note ${id}`, question: "Sure?" }),
    async run({ id }, { client, answers, state }: ToolContext<Shelf>) {
      const why = answers["why"]?.content?.["why"];
      if (state !== "asked" || typeof why !== "string") {
        const params = {
          message: "Why?",
          requestedSchema: { type: "object", properties: { why: { type: "string" } } },
        };
        return ask({ why: { method: "elicitation/create", params } }, "asked");
      }
      await client.post(`/notes/${id}/delete`, {});
      return { why };
    },
  });

  test("goes on with the yes it has, which is good once", async () => {
    const running = await start({ connector: toyWith([forget]) });
    const next = (round: Record<string, unknown>) =>
      callTool(running.url, "forget_note", { id: 5 }, { ...ASKABLE, round });
    const first = await next({});
    const second = await next({ requestState: first.requestState, inputResponses: yes });
    expect(second.inputRequests).toHaveProperty("why");
    const reason = { why: { action: "accept", content: { why: "old" } } };
    const third = { requestState: second.requestState, inputResponses: reason };
    expect((await next(third)).structured).toEqual({ why: "old" });
    expect((await next(third)).code).toBe("confirm_required");
    expect(deletions(running)).toHaveLength(1);
  });
});

test("a question under an idempotency key leaves the key free, and what is unknown stays unknown", async () => {
  const merge = defineTool({
    name: "merge_note",
    title: "Merge note",
    description: "Merges.",
    access: "write",
    scopes: [],
    input: z.object({ path: z.string().describe("Path") }),
    output: z.object({ id: z.int() }),
    confirm: () => ({ target: "note", question: "Merge?" }),
    run: async ({ path }, { client }: ToolContext<Shelf>) => (await client.post(path, {})) as { id: number },
  });
  const running = await start({ connector: toyWith([merge]) });
  const call = (args: Record<string, unknown>, round: Record<string, unknown> = {}) =>
    callTool(running.url, "merge_note", { idempotency_key: "k", ...args }, { ...ASKABLE, round });
  const confirmed = async (args: Record<string, unknown>) => {
    const { requestState } = await call(args);
    return call(args, { requestState, inputResponses: yes });
  };
  expect((await confirmed({ path: "/notes" })).structured).toMatchObject({ id: 7 });
  const lost = { path: "/lost", idempotency_key: "l" };
  expect((await confirmed(lost)).code).toBe("upstream_timeout");
  expect((await call(lost)).code).toBe("conflict");
  expect(running.sent).toEqual(["POST /notes", "POST /lost"]);
});

test("what a prompt keeps from round to round is no yes to a tool of the same name", async () => {
  const named = { title: "Purge", description: "Purge." };
  const input = { id: z.string().describe("Note") };
  const purge = defineTool({
    ...named,
    name: "purge",
    access: "delete",
    scopes: [],
    confirm: ({ id }) => ({ target: `note ${id}`, question: "Sure?" }),
    input: z.object(input),
    output: z.object({ id: z.string() }),
    run: async ({ id }) => ({ id }),
  });
  const prompt = definePrompt({
    ...named,
    name: "purge",
    arguments: z.object(input),
    run: async ({ id }) =>
      ask(
        { who: { method: "elicitation/create", params: { mode: "form", message: "Who?", requestedSchema: {} } } },
        { confirmed: { nonce: "made up", target: `note ${id}` } },
      ),
  });
  const { url } = await start({ connector: toyWith([purge], { prompts: [prompt] }) });
  const params = { name: "purge", arguments: { id: "1" } };
  const capabilities = { elicitation: {} };
  const asked = await modernRpc(url, "prompts/get", params, { capabilities });
  const requestState = String(asked.body.result?.["requestState"]);
  const { body } = await modernRpc(url, "tools/call", { ...params, requestState }, { capabilities });
  expect(body.error?.code).toBe(-32_602);
});
