import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { coreSettings, loadSettings } from "../config/index.ts";
import { createHealth, createLog, createMetrics } from "../observe/index.ts";
import { createHttpApp, installShutdown, listen, type ShutdownOptions } from "./index.ts";

class FakeProcess extends EventEmitter {
  readonly codes: number[] = [];
  readonly ended = Promise.withResolvers<void>();
  exit(code: number): void {
    this.codes.push(code);
    this.ended.resolve();
  }
}

/** A server with a call that waits to be finished and a stream that stays open, and a list of what happened. */
async function startServer(shutdown: Partial<ShutdownOptions["settings"]> = {}, more: Partial<ShutdownOptions> = {}) {
  const events: string[] = [];
  const call = Promise.withResolvers<ServerResponse>();
  const stream = Promise.withResolvers<ServerResponse>();
  const settings = loadSettings(coreSettings, { env: { PORT: "0" } });
  const log = createLog({ level: "info" }, { write: nothing, flush: (done) => (events.push("flush"), done()) });
  const health = createHealth({ version: "1" });
  const app = createHttpApp({
    settings,
    log,
    metrics: createMetrics({ tools: {}, methods: [] }),
    health,
    mounts: [
      {
        path: "",
        async handle({ method, res }) {
          if (method === "POST") return call.resolve(res);
          res.writeHead(200, { "content-type": "text/event-stream" });
          res.write(": open\n\n");
          stream.resolve(res);
        },
      },
    ],
  });
  const server = await listen(app.handler, settings, log);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.once("close", () => events.push("server closed"));

  const host = new FakeProcess();
  installShutdown({
    server,
    health,
    inFlight: app.inFlight,
    log,
    settings: { graceMs: 5000, delayMs: 0, ...shutdown },
    async closeStreams() {
      events.push("close streams");
      (await stream.promise).end("data: last\n\n");
    },
    stop: [() => void events.push("stop worker"), () => void events.push("stop store")],
    process: host,
    ...more,
  });
  const post = fetch(`${url}/mcp`, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
  const get = await fetch(`${url}/mcp`, { headers: { accept: "text/event-stream" } });
  return { events, host, url, health, app, call: await call.promise, post, stream: get };
}

const nothing = () => {};

describe("SIGTERM", () => {
  test("lets the call end with 200, then closes the stream, stops, flushes and exits", async () => {
    const { events, host, url, health, app, call, post, stream } = await startServer();
    expect([app.inFlight.calls, app.inFlight.streams]).toEqual([1, 1]);
    host.emit("SIGTERM", "SIGTERM");
    await expect.poll(() => refusesConnections(url)).toBe(true);
    expect(health.draining).toBe(true);
    expect(events).toEqual([]);

    call.end('{"slow":true}');
    const answer = await post;
    expect([answer.status, await answer.json()]).toEqual([200, { slow: true }]);
    expect(await stream.text()).toBe(": open\n\ndata: last\n\n");
    await host.ended.promise;
    expect(events).toEqual(["close streams", "stop worker", "stop store", "flush", "server closed"]);
    expect(host.codes).toEqual([0]);
  });

  test("waits for balancers first: not ready, and still serving", async () => {
    const { host, url, call, post, stream } = await startServer({ delayMs: 300 });
    host.emit("SIGTERM", "SIGTERM");
    const ready = await fetch(`${url}/ready`);
    expect([ready.status, ready.headers.get("connection")]).toEqual([503, "close"]);
    call.end("{}");
    await Promise.all([post, stream.text(), host.ended.promise]);
    expect(host.codes).toEqual([0]);
  });

  test("cuts off a call that outlives the grace period", async () => {
    const { events, host, post, stream } = await startServer({ graceMs: 50 });
    host.emit("SIGTERM", "SIGTERM");
    await expect(post).rejects.toThrow();
    await stream.text();
    await host.ended.promise;
    expect(events).toContain("server closed");
    expect(host.codes).toEqual([0]);
  });

  test("goes on when a part of it fails", async () => {
    const stopped: string[] = [];
    const { host, call, post } = await startServer(
      {},
      {
        closeStreams: () => Promise.reject(new Error("no")),
        stop: [
          () => {
            throw new Error("no");
          },
          () => void stopped.push("second"),
        ],
      },
    );
    host.emit("SIGINT", "SIGINT");
    call.end("{}");
    await Promise.all([post, host.ended.promise]);
    expect([stopped, host.codes]).toEqual([["second"], [0]]);
  });

  test("twice exits at once, with the signal's code", async () => {
    const { host, post } = await startServer();
    host.emit("SIGTERM", "SIGTERM");
    host.emit("SIGINT", "SIGINT");
    expect(host.codes).toEqual([130]);
    post.catch(nothing);
  });
});

async function refusesConnections(url: string): Promise<boolean> {
  return fetch(`${url}/health`).then(
    () => false,
    () => true,
  );
}
