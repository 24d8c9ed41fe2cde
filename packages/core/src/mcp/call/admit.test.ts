import { expect, test } from "vitest";
import { memoryRateLimit } from "../../store/index.ts";
import { createAdmission } from "../admission/index.ts";
import { callTool, legacyRpc, modernRpc, startLegacySession } from "../testing/rpc.ts";
import { SLOW_NOTE, startEndpoint, type RunningEndpoint } from "../testing/start-endpoint.ts";

async function within(
  { points, callsPerPrincipal = 8, calls = 256 }: { points?: number; callsPerPrincipal?: number; calls?: number },
  work: (running: RunningEndpoint, refused: string[]) => Promise<void>,
) {
  const refused: string[] = [];
  const admission = createAdmission({
    points: points === undefined ? undefined : memoryRateLimit({ points, windowS: 60 }),
    limits: { callsPerPrincipal, calls },
    onRefused: (limit) => refused.push(limit),
  });
  const running = await startEndpoint({ admission, people: true });
  try {
    await work(running, refused);
  } finally {
    await running.close();
  }
}
const as = (person: string) => ({ headers: { "x-person": person } });

test("a write costs five reads; whoever has spent it gets a tool error with the time, and nothing is sent", () =>
  within({ points: 7 }, async ({ url, sent, records }, refused) => {
    expect((await callTool(url, "add_note", { text: "a" }, as("ada"))).isError).toBe(false);
    expect((await callTool(url, "get_note", { id: 1 }, as("ada"))).isError).toBe(false);
    expect((await callTool(url, "get_note", { id: 2 }, as("ada"))).isError).toBe(false);
    const answer = await callTool(url, "call_tool", { name: "get_note", arguments: { id: 3 } }, as("ada"));
    expect(answer).toMatchObject({ isError: true, code: "rate_limited" });
    const { retry_after_s: wait } = answer.meta["dev.fairlead/error"] as { retry_after_s: number };
    expect(wait).toBeGreaterThan(50);
    expect(answer.text).toContain(`retry_after_s: ${wait}`);
    expect(sent).toEqual(["POST /notes", "GET /notes/1", "GET /notes/2"]);
    expect(records.at(-1)).toMatchObject({ outcome: "tool_error", code: "rate_limited", stage: "limit" });
    expect((await callTool(url, "get_note", { id: 3 }, as("ben"))).isError).toBe(false);
    expect(refused).toEqual(["principal"]);
  }));

test("everything else is one point, and refused as a JSON-RPC error", () =>
  within({ points: 2 }, async ({ url }) => {
    for (const method of ["tools/list", "resources/list"]) {
      expect((await modernRpc(url, method, {}, as("ada"))).status).toBe(200);
    }
    const refused = await modernRpc(url, "tools/list", {}, { ...as("ada"), id: 9 });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(50);
    expect(refused.body).toMatchObject({ id: 9, error: { code: -32_000, data: { code: "rate_limited" } } });
  }));

test("clients of 2025 get the same tool error", () =>
  within({ points: 3 }, async ({ url }) => {
    const headers = { "x-person": "ada" };
    const sessionId = await startLegacySession(url, headers);
    const call = async (id: number) => {
      const params = { name: "get_note", arguments: { id } };
      return (await legacyRpc(url, { id, method: "tools/call", params }, { sessionId, headers })).text;
    };
    for (let id = 1; id <= 2; id += 1) expect(await call(id)).not.toContain("rate_limited");
    expect(await call(3)).toContain("rate_limited");
  }));

test("calls beyond those at once wait in line", () =>
  within({ callsPerPrincipal: 2 }, async ({ url, held }, refused) => {
    const slow = [1, 2].map(() => callTool(url, "get_note", { id: SLOW_NOTE }, as("ada")));
    await expect.poll(() => held.length).toBeGreaterThan(0);
    // Another tool: two places are taken, so this one waits.
    const third = callTool(url, "list_notes", {}, as("ada"));
    expect((await callTool(url, "list_notes", {}, as("ben"))).isError).toBe(false);
    for (const each of held) each.answer();
    expect((await third).isError).toBe(false);
    for (const each of slow) expect((await each).isError).toBe(false);
    expect(refused).toEqual([]);
  }));

test("and are refused when no place comes free in time", () =>
  within({ callsPerPrincipal: 1 }, async ({ url, held }, refused) => {
    const slow = callTool(url, "get_note", { id: SLOW_NOTE }, as("ada"));
    await expect.poll(() => held.length).toBe(1);
    expect(await callTool(url, "list_notes", {}, as("ada"))).toMatchObject({ isError: true, code: "rate_limited" });
    expect(refused).toEqual(["concurrency"]);
    held[0]?.answer();
    expect((await slow).isError).toBe(false);
    expect((await callTool(url, "list_notes", {}, as("ada"))).isError).toBe(false);
  }));
