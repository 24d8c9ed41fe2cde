import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { headOf, storefront, useStory } from "./story-client.ts";

const story = useStory();

/** How a hostile client of 2026-07-28 sends what it likes: the official one keeps the state to itself. */
async function post(url: string, args: { project: string }, answer: object = {}) {
  const meta = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": { name: "bare", version: "1" },
    "io.modelcontextprotocol/clientCapabilities": { elicitation: { form: {} } },
  };
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": "2026-07-28",
      "mcp-method": "tools/call",
      "mcp-name": "merge_merge_request",
      "mcp-param-project": args.project,
    },
    body: JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { name: "merge_merge_request", arguments: args, ...answer, _meta: meta },
    }),
  });
  return (await response.json()) as {
    result?: { requestState?: string; [field: string]: unknown };
    error?: { code: number; data?: object };
  };
}

const inputResponses = { confirm: { action: "accept", content: { confirm: true } } };
const MUST_CONFIRM = { isError: true, _meta: { "dev.fairlead/error": { code: "confirm_required" } } };

/** A question to merge 31, and how to answer it. */
async function asked() {
  const mcp = await story.connect("2026-07-28");
  const args = { ...storefront, iid: 31, expected_head_sha: await headOf(mcp, 31) };
  const { result } = await post(mcp.running.mcpUrl, args);
  expect(result).toMatchObject({ inputRequests: { confirm: {} }, requestState: expect.any(String) });
  expect(story.writes()).toEqual([]);
  return { args, requestState: result?.requestState ?? "", url: mcp.running.mcpUrl };
}

// The state travels through the client since 2026-07-28 only; before, the question waits on our side.
describe("9. merge: a confirmation in a client's hands", () => {
  test("is good once: a replay merges nothing", async () => {
    const { url, args, requestState } = await asked();
    const first = await post(url, args, { requestState, inputResponses });
    expect(first.result).toMatchObject({ structuredContent: { state: "merged" } });
    const second = await post(url, args, { requestState, inputResponses });
    expect(second.result).toMatchObject(MUST_CONFIRM);
    expect(story.writes()).toHaveLength(1);
  });

  test("is for this merge request, head and way alone, and cannot be altered, made up or left out", async () => {
    const { url, args, requestState } = await asked();
    for (const other of [{ iid: 32 }, { expected_head_sha: "0123456" }, { squash: true }, { project: "harbor/docs" }]) {
      const { error } = await post(url, { ...args, ...other }, { requestState, inputResponses });
      expect(error).toMatchObject({ code: -32602, data: { reason: "invalid_request_state" } });
    }
    const middle = Math.floor(requestState.length / 2);
    const flipped = requestState[middle] === "A" ? "B" : "A";
    for (const state of [requestState.slice(0, middle) + flipped + requestState.slice(middle + 1), "e30", "x"]) {
      expect((await post(url, args, { requestState: state, inputResponses })).error).toMatchObject({ code: -32602 });
    }
    expect((await post(url, args, { inputResponses })).result).toMatchObject(MUST_CONFIRM);
    expect(story.writes()).toEqual([]);
  });
});

describe.each(ERAS)("9. merge: asked of a person, %s", (era) => {
  test.each(["accept", "decline", "cancel"] as const)("31, answered by %s", async (action) => {
    const questions: string[] = [];
    const her = await story.connect(era, {
      answer: (question) => {
        questions.push(JSON.stringify(question));
        return action === "accept" ? { action, content: { confirm: true } } : { action };
      },
    });
    const args = { ...storefront, iid: 31, expected_head_sha: await headOf(her, 31) };
    const done = await her.call("merge_merge_request", args);
    expect(questions.join("\n")).toContain("harbor/storefront!31");
    expect(done.isError).toBe(action !== "accept");
    expect(story.writes()).toHaveLength(action === "accept" ? 1 : 0);
  });
});
