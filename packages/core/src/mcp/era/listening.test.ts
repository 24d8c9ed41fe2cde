import { afterEach, describe, expect, test } from "vitest";
import { beginListening } from "../testing/listener.ts";
import { startEndpoint, type RunningEndpoint } from "../testing/start-endpoint.ts";

const started: RunningEndpoint[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((running) => running.close()));
});
async function start(options: Parameters<typeof startEndpoint>[0] = {}): Promise<RunningEndpoint> {
  const running = await startEndpoint({ people: true, ...options });
  started.push(running);
  return running;
}

interface Stream {
  status: number;
  /** Reads on until the text is there, or the stream ends. */
  until(text: string): Promise<string>;
  leave(): void;
}

/** A `subscriptions/listen` of 2026-07-28 for the shelf and for changed lists. */
async function listen({ url }: RunningEndpoint, person: string): Promise<Stream> {
  const notifications = { toolsListChanged: true, resourceSubscriptions: ["toy://shelf"] };
  const { response, leave } = await beginListening(url, person, notifications);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = "";
  return {
    status: response.status,
    leave,
    async until(text) {
      for (let done = false; !done && !heard.includes(text);) {
        const read = await reader?.read();
        done = read?.done !== false;
        heard += read?.value ?? "";
      }
      return heard;
    },
  };
}

const updated = { kind: "resource_updated", uri: "toy://shelf" } as const;
const changed = { kind: "tools_list_changed" } as const;

describe("listening", () => {
  test("to a URI hears of it for one's own connection only", async () => {
    const running = await start();
    const [ada, ben] = [await listen(running, "ada"), await listen(running, "ben")];
    for (const stream of [ada, ben]) await stream.until("acknowledged");
    running.runtime.bus.send({ event: updated, connectionId: "connection-of-ada" });
    running.runtime.bus.send({ event: changed, connectionId: undefined });
    expect(await ada.until("tools/list_changed")).toContain('"uri":"toy://shelf"');
    expect(await ben.until("tools/list_changed")).not.toContain('"uri":');
  });

  test("leaves nothing behind when clients leave", async () => {
    const running = await start({ limits: { subscriptions: 32, subscriptionsPerPrincipal: 32 } });
    const streams = await Promise.all(Array.from({ length: 20 }, (_, index) => listen(running, `person ${index % 3}`)));
    await Promise.all(streams.map((stream) => stream.until("acknowledged")));
    expect(running.runtime.bus.listeners).toBe(20);
    for (const stream of streams) stream.leave();
    await expect.poll(() => running.runtime.bus.listeners).toBe(0);
  });

  test("is limited per person, also when all come at once, and free again afterwards", async () => {
    const running = await start({ limits: { subscriptionsPerPrincipal: 2 } });
    const streams = await Promise.all(Array.from({ length: 5 }, () => listen(running, "ada")));
    const texts = await Promise.all(streams.map((stream) => stream.until("}\n\n")));
    expect(texts.filter((text) => text.includes("Too many open subscriptions"))).toHaveLength(3);
    expect(await (await listen(running, "ben")).until("}\n\n")).toContain("acknowledged");
    for (const stream of streams) stream.leave();
    await expect.poll(() => running.runtime.bus.listeners).toBe(1);
    await expect
      .poll(async () => {
        const again = await listen(running, "ada");
        const text = await again.until("}\n\n");
        again.leave();
        return text;
      })
      .toContain("acknowledged");
  });

  test("ends with a last frame when the server does", async () => {
    const running = await start();
    const stream = await listen(running, "ada");
    await stream.until("acknowledged");
    await running.endpoint.closeStreams();
    expect(await stream.until("nothing more")).toContain('"resultType":"complete"');
    expect(running.runtime.bus.listeners).toBe(0);
  });
});
