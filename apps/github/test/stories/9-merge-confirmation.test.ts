import { describe, expect, test } from "vitest";
import { headOf, storefront, useStory } from "./story-client.ts";

const story = useStory();

/** How a hostile client of 2026-07-28 sends what it likes: the official one keeps the state to itself. */
async function post(url: string, args: object, answer: object = {}) {
  const meta = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": { name: "bare", version: "1" },
    "io.modelcontextprotocol/clientCapabilities": { elicitation: { form: {} } },
  };
  const named = args as { owner: string; repo: string };
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": "2026-07-28",
      "mcp-method": "tools/call",
      "mcp-name": "merge_pull_request",
      "mcp-param-owner": named.owner,
      "mcp-param-repo": named.repo,
    },
    body: JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { name: "merge_pull_request", arguments: args, ...answer, _meta: meta },
    }),
  });
  return (await response.json()) as {
    result?: {
      requestState?: string;
      inputRequests?: object;
      isError?: boolean;
      content?: { text: string }[];
      structuredContent?: object;
      _meta?: Record<string, { code: string }>;
    };
    error?: { code: number; data?: object };
  };
}

const inputResponses = { confirm: { action: "accept", content: { confirm: true } } };

/** A question to merge 31, and how to answer it. */
async function asked() {
  const mcp = await story.connect("2026-07-28");
  const args = { ...storefront, number: 31, expected_head_sha: await headOf(mcp, 31) };
  const { result } = await post(mcp.running.mcpUrl, args);
  expect(result).toMatchObject({ inputRequests: { confirm: {} }, requestState: expect.any(String) });
  expect(story.writes()).toEqual([]);
  const requestState = result?.requestState ?? "";
  return { mcp, args, requestState, url: mcp.running.mcpUrl };
}

// The state travels through the client since 2026-07-28 only; before, the question waits on our side.
describe("9. merge: a confirmation in a client's hands", () => {
  test("is good once: a replay merges nothing", async () => {
    const { url, args, requestState } = await asked();
    const first = await post(url, args, { requestState, inputResponses });
    expect(first.result).toMatchObject({ structuredContent: { merged: true } });
    const second = await post(url, args, { requestState, inputResponses });
    expect(second.result).toMatchObject({
      isError: true,
      _meta: { "dev.fairlead/error": { code: "confirm_required" } },
    });
    expect(story.writes()).toHaveLength(1);
  });

  test("is for this pull request, head and way alone", async () => {
    const { url, args, requestState } = await asked();
    for (const other of [
      { number: 32 },
      { expected_head_sha: "0123456" },
      { delete_branch: true },
      { repo: "payments" },
    ]) {
      const { error } = await post(url, { ...args, ...other }, { requestState, inputResponses });
      expect(error).toMatchObject({ code: -32602, data: { reason: "invalid_request_state" } });
    }
    expect(story.writes()).toEqual([]);
  });

  test("cannot be altered, made up or left out", async () => {
    const { url, args, requestState } = await asked();
    const middle = Math.floor(requestState.length / 2);
    const flipped = requestState[middle] === "A" ? "B" : "A";
    for (const state of [requestState.slice(0, middle) + flipped + requestState.slice(middle + 1), "e30", "x"]) {
      const { error } = await post(url, args, { requestState: state, inputResponses });
      expect(error).toMatchObject({ code: -32602 });
    }
    const { result } = await post(url, args, { inputResponses });
    expect(result).toMatchObject({ isError: true, _meta: { "dev.fairlead/error": { code: "confirm_required" } } });
    expect(story.writes()).toEqual([]);
  });
});
