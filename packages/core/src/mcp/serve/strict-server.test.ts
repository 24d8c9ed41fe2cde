import { afterEach, describe, expect, test } from "vitest";
import { legacyRpc, modernRpc, startLegacySession } from "../testing/rpc.ts";
import { startEndpoint, type RunningEndpoint } from "../testing/start-endpoint.ts";

const started: RunningEndpoint[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((running) => running.close()));
});

interface Answer {
  error?: { code: number; message: string };
}

/** One request of each era, to an endpoint of its own. */
const eras: Record<string, (running: RunningEndpoint, method: string, params: object) => Promise<Answer>> = {
  "2026-07-28": async ({ url }, method, params) => (await modernRpc(url, method, params as never)).body,
  "2025-11-25": async ({ url }, method, params) => {
    const { text } = await legacyRpc(url, { id: 1, method, params }, { sessionId: await startLegacySession(url) });
    return JSON.parse([...text.matchAll(/^data: (\{.+)$/gm)].at(-1)?.[1] ?? text) as Answer;
  },
};

describe.each(Object.entries(eras))("parameters of the wrong form (%s)", (_era, ask) => {
  test.each([
    ["tools/list", { cursor: 5 }, '"cursor": Invalid input: expected string, received number.'],
    ["tools/call", { name: 5 }, '"name": Invalid input: expected string, received number.'],
    ["tools/call", { name: "get_note", arguments: [] }, '"arguments": Invalid input: expected record, received array.'],
    ["resources/read", {}, 'Required: "uri" (string).'],
    ["prompts/get", { name: "summarise_note", arguments: { id: 5 } }, "expected string, received number."],
    ["completion/complete", { ref: { type: "ref/tool" }, argument: null }, '"argument": Invalid input'],
  ])("of %s %j are the client's fault, said in a line, and on record", async (method, params, said) => {
    const running = await startEndpoint();
    started.push(running);
    const { error } = await ask(running, method, params);
    expect(error?.code).toBe(-32_602);
    expect(error?.message).toMatch(/^Invalid params: [^\n]+$/);
    expect(error?.message).toContain(said);
    expect(running.records.map((record) => [record.method, record.outcome, record.code])).toEqual([
      [method, "protocol_error", -32_602],
    ]);
    expect(running.errors).toEqual([]);
  });
});
