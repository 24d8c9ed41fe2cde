import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { sendJson, startVendor } from "./testing/loopback-vendor.ts";
import { rejection, upstreamUnderTest } from "./testing/upstream-under-test.ts";
import { upstreamErrorOf } from "./upstream-error.ts";

const streamed = { headers: { "x-fairlead-stream": "1" } };
const noRetries = { limits: { maxRetries: 0 } };
const halfBody = (response: ServerResponse) => response.writeHead(200).write("{");

/** A vendor that never finishes its answer, and tells when its socket was closed. */
async function stalling(begin: (response: ServerResponse) => void) {
  const arrived = Promise.withResolvers<void>();
  const hungUp = Promise.withResolvers<number>();
  const vendor = await startVendor((_request, response, socket) => {
    socket.once("close", () => hungUp.resolve(performance.now()));
    begin(response);
    arrived.resolve();
  });
  return { ...vendor, arrived: arrived.promise, hungUp: hungUp.promise };
}

/** A vendor below HTTP: writes bytes as they are and hangs up. */
async function rawVendor(bytes: string) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("data", () => socket.end(bytes));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}/`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

describe("connections", () => {
  test("are kept and used again", async () => {
    await using vendor = await startVendor((_request, response) => sendJson(response, {}));
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    for (let index = 0; index < 10; index += 1) await upstream.session().fetch(`${vendor.url}/${index}`);
    expect(vendor.received).toHaveLength(10);
    // The next call may start in the very tick in which the last one ended, before its socket is put back.
    expect(vendor.connections()).toBeLessThanOrEqual(2);
  });

  test("that are refused say so, and that nothing was sent", async () => {
    const vendor = await startVendor(() => {});
    await vendor[Symbol.asyncDispose]();
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    for (const method of ["GET", "POST"]) {
      const error = upstreamErrorOf(await rejection(upstream.session().fetch(vendor.url, { method })));
      expect(error).toMatchObject({ kind: "unavailable", sent: false });
      expect(error?.cause).toMatchObject({ code: "ECONNREFUSED" });
    }
  });
});

describe("cancelling", () => {
  test.each([
    ["GET", "before headers", () => {}],
    ["POST", "before headers", () => {}],
    ["GET", "amid the body", halfBody],
    ["POST", "amid the body", halfBody],
  ])("a %s %s closes the socket within 100 ms and is an AbortError", async (method, _when, begin) => {
    await using vendor = await stalling(begin);
    const { arrived, hungUp } = vendor;
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    const controller = new AbortController();
    const call = rejection(upstream.session("mlind", { signal: controller.signal }).fetch(vendor.url, { method }));
    await arrived;
    const cancelledAt = performance.now();
    controller.abort("no longer needed");
    const error = await call;
    expect(error).toBeInstanceOf(DOMException);
    expect(error).toMatchObject({ name: "AbortError" });
    expect(upstreamErrorOf(error)).toMatchObject({ kind: "cancelled", sent: true });
    expect((await hungUp) - cancelledAt).toBeLessThan(100);
    expect(vendor.received).toHaveLength(1);
  });

  test("by the signal given to fetch is an AbortError too, whatever its reason", async () => {
    await using vendor = await stalling(() => {});
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    const error = await rejection(upstream.session().fetch(vendor.url, { signal: AbortSignal.timeout(20) }));
    expect(error).toMatchObject({ name: "AbortError", cause: { kind: "cancelled", cause: { name: "TimeoutError" } } });
  });

  test("a stream being read closes its socket within 100 ms", async () => {
    await using vendor = await stalling((response) => response.writeHead(200).write("first line\n"));
    const { hungUp } = vendor;
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    const controller = new AbortController();
    const response = await upstream.session("mlind", { signal: controller.signal }).fetch(vendor.url, streamed);
    const reader = response.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("first line\n");
    const rest = rejection(reader?.read() ?? Promise.resolve());
    const cancelledAt = performance.now();
    controller.abort();
    expect(await rest).toMatchObject({ name: "AbortError" });
    expect((await hungUp) - cancelledAt).toBeLessThan(100);
  });

  test("a stream no longer read closes its socket within 100 ms", async () => {
    await using vendor = await stalling((response) => response.writeHead(200).write("first line\n"));
    const { hungUp } = vendor;
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    const response = await upstream.session().fetch(vendor.url, streamed);
    const cancelledAt = performance.now();
    await response.body?.cancel();
    expect((await hungUp) - cancelledAt).toBeLessThan(100);
  });

  test("a deadline that passes is a timeout, not a cancellation, and closes the socket", async () => {
    await using vendor = await stalling(() => {});
    const { hungUp } = vendor;
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    const call = upstream.session("mlind", { deadlineAt: Date.now() + 60 }).fetch(vendor.url, { method: "POST" });
    expect(await rejection(call)).toMatchObject({ name: "UpstreamError", kind: "timeout", sent: true });
    await hungUp;
    const late = upstream.session("mlind", { deadlineAt: Date.now() - 1 }).fetch(vendor.url);
    expect(await rejection(late)).toMatchObject({ kind: "timeout", sent: false });
    expect(vendor.received).toHaveLength(1);
  });
});

describe("an answer", () => {
  test.each([
    ["announced by its length", (body: string) => ({ "content-length": String(body.length) })],
    ["found out by counting", () => ({})],
  ])("larger than the cap, %s, is refused and its socket closed", async (_how, headers) => {
    const hungUp = Promise.withResolvers<void>();
    const body = JSON.stringify("x".repeat(20_000));
    await using vendor = await startVendor((_request, response, socket) => {
      socket.once("close", () => hungUp.resolve());
      response.writeHead(200, { "content-type": "application/json", ...headers(body) });
      // Never ended: only the cap can end it.
      response.write(body.slice(0, 15_000));
    });
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] }, { limits: { maxResponseBytes: 10_000 } });
    expect(await rejection(upstream.session().fetch(vendor.url))).toMatchObject({ kind: "too_large", sent: true });
    await hungUp.promise;
    expect(vendor.received).toHaveLength(1);
  });

  test.each([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
  ])("in %s is decoded, buffered or streamed, and held to the cap by its decoded size", async (coding, encode) => {
    const text = JSON.stringify({ text: "line\n".repeat(20_000) });
    await using vendor = await startVendor((_request, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-encoding": coding }).end(encode(text));
    });
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    const { fetch } = upstream.session();
    expect(await (await fetch(vendor.url)).text()).toBe(text);
    expect(await (await fetch(vendor.url, streamed)).text()).toBe(text);
    expect(vendor.received[0]?.headers["accept-encoding"]).toBe("gzip, br");

    const caps = { maxResponseBytes: 50_000, maxStreamBytes: 50_000 };
    await using narrow = upstreamUnderTest({ hosts: [vendor.host] }, { limits: caps });
    expect(await rejection(narrow.session().fetch(vendor.url))).toMatchObject({ kind: "too_large" });
    const bomb = await narrow.session().fetch(vendor.url, streamed);
    expect(await rejection(bomb.text())).toMatchObject({ kind: "too_large" });
  });

  test.each([
    ["shorter than its length", 'HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{"a":'],
    ["without its last chunk", 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"a":\r\n'],
    [
      "cut off, its length put right",
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 5\r\n\r\n{"a":',
    ],
    ["cut off, ended by closing", 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{"a":{}'],
    [
      "a page where JSON was asked for",
      "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n<html>",
    ],
    ["not HTTP at all", "220 smtp.example ready\r\n"],
    ["missing", ""],
  ])("that is %s is unavailable, and quotes nothing of it", async (_what, bytes) => {
    await using vendor = await rawVendor(bytes);
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] }, noRetries);
    const headers = { accept: "application/vnd.github.v3+json" };
    const error = upstreamErrorOf(await rejection(upstream.session().fetch(vendor.url, { headers })));
    expect(error).toMatchObject({ kind: "unavailable", sent: true });
    expect(error?.message).not.toMatch(/\{"a"|smtp|html/);
  });

  test("that breaks off while streamed fails the stream", async () => {
    await using vendor = await rawVendor("HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nhalf");
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    const response = await upstream.session().fetch(vendor.url, streamed);
    expect(await rejection(response.text())).toMatchObject({ kind: "unavailable" });
  });

  test("streamed slowly holds the vendor back instead of memory", async () => {
    let written = 0;
    await using vendor = await startVendor((_request, response) => {
      response.writeHead(200);
      const more = () => {
        while (written < 64 * 1024 * 1024) {
          written += 64 * 1024;
          if (!response.write(Buffer.alloc(64 * 1024))) return void response.once("drain", more);
        }
        response.end();
      };
      more();
    });
    await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
    const response = await upstream.session().fetch(vendor.url, streamed);
    // Read one chunk, then nothing: the vendor must get stuck long before its 64 MiB.
    const reader = response.body?.getReader();
    await reader?.read();
    let before = -1;
    while (before !== written) {
      before = written;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(written).toBeLessThan(16 * 1024 * 1024);
    let bytes = 0;
    for (;;) {
      const part = await reader?.read();
      if (!part || part.done) break;
      bytes += part.value.byteLength;
    }
    expect(bytes).toBeGreaterThan(60 * 1024 * 1024);
  });
});
