import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/server";
import { randomBytes } from "node:crypto";
import { afterEach, expect, test, vi } from "vitest";
import { memoryChannel } from "../../../store/index.ts";
import { legacyRpc, startLegacySession } from "../../testing/rpc.ts";
import { startEndpoint, type RunningEndpoint } from "../../testing/start-endpoint.ts";

/** Has whoever opens a session, by replaying its client's `initialize`, wait at a door. */
function holdOpening(door: Promise<void>): void {
  const handle = WebStandardStreamableHTTPServerTransport.prototype.handleRequest;
  const held = vi.spyOn(WebStandardStreamableHTTPServerTransport.prototype, "handleRequest");
  held.mockImplementation(async function (this: WebStandardStreamableHTTPServerTransport, request, options) {
    if ((options?.parsedBody as { id?: unknown } | undefined)?.id === "replay") await door;
    return handle.call(this, request, options);
  });
}

const started: RunningEndpoint[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(started.splice(0).map((running) => running.close()));
});

test.each([
  ["here", 0],
  ["on another replica", 1],
])("a call that is cancelled %s while its session is being opened is not made", async (_where, replica) => {
  const shared = { secret: randomBytes(32), channel: memoryChannel() };
  const running = [await startEndpoint(shared), await startEndpoint(shared)] as const;
  started.push(...running);
  const [here] = running;
  const sessionId = await startLegacySession(here.url);
  const door = Promise.withResolvers<void>();
  holdOpening(door.promise);
  const add = (id: number) => ({ id, method: "tools/call", params: { name: "add_note", arguments: { text: "a" } } });
  const call = legacyRpc(here.url, add(4), { sessionId });
  await expect.poll(() => here.endpoint.liveSessions()).toBe(1);
  const cancel = { method: "notifications/cancelled", params: { requestId: 4 } };
  expect((await legacyRpc(running[replica]?.url ?? "", cancel, { sessionId })).status).toBe(202);
  // What was sent to all replicas before this has been heard.
  await new Promise((resolve) => setImmediate(resolve));
  door.resolve();
  expect(await call).toMatchObject({ status: 200, text: "" });
  expect(here.sent).toEqual([]);
  expect((await legacyRpc(here.url, add(5), { sessionId })).text).toContain("structuredContent");
  expect(here.sent).toEqual(["POST /notes"]);
});
