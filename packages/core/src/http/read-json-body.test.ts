import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startApp, type RunningApp } from "./testing/start-app.ts";

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

interface Answer {
  status: number;
  reply: { body?: unknown; error?: { code: number; message: string } };
}

async function send(body: string | Buffer, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(`${app.url}/mcp`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : new Uint8Array(body),
  });
  return { status: response.status, reply: (await response.json()) as Answer["reply"] };
}

const refused = (status: number, code: number) => ({ status, reply: { jsonrpc: "2.0", error: { code }, id: null } });

describe("what is taken", () => {
  test.each([
    "application/json",
    "application/json; charset=utf-8",
    'Application/JSON;charset="UTF-8"; profile=x',
    "application/json;odata=verbose",
  ])("%s", async (type) => {
    expect(await send('{"a":"ä"}', { "content-type": type })).toEqual({
      status: 200,
      reply: { method: "POST", path: "/mcp", body: { a: "ä" } },
    });
  });

  test("exactly the limit, in one piece or many", async () => {
    const body = JSON.stringify({ text: "x".repeat(4 * 1024 * 1024 - 11) });
    expect(Buffer.byteLength(body)).toBe(4 * 1024 * 1024);
    expect((await send(body)).status).toBe(200);
  });

  test("nesting of 64 levels, and brackets inside text", async () => {
    expect((await send(nested(64))).status).toBe(200);
    expect((await send(JSON.stringify({ text: `${"[".repeat(100)}"\\` }))).status).toBe(200);
  });
});

describe("what is not", () => {
  test.each([
    "text/plain",
    "application/json-seq",
    "application/json; charset=utf-16",
    "",
    "multipart/form-data; x=application/json",
  ])("content type %j: 415", async (type) => {
    expect(await send("{}", { "content-type": type })).toMatchObject(refused(415, -32_000));
  });

  test("a compressed body, bomb or not: 415 without looking into it", async () => {
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024));
    expect(await send(bomb, { "content-encoding": "gzip" })).toMatchObject(refused(415, -32_000));
  });

  test("5 MB, announced: 413, and the client gets to read it", async () => {
    expect(await send(JSON.stringify({ text: "x".repeat(5_000_000) }))).toMatchObject(refused(413, -32_000));
  });

  test("5 MB of a client that wants the connection closed: it is heard out first, or a reset would come of it", async () => {
    const body = JSON.stringify({ text: "x".repeat(5_000_000) });
    const head = `POST /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
    expect(await app.raw(head + body)).toMatch(/^HTTP\/1\.1 413 /);
  });

  test("5 MB in chunks without a length: 413", async () => {
    const chunk = `${(50_000).toString(16)}\r\n${"x".repeat(50_000)}\r\n`;
    const head =
      "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    const answer = await app.raw(`${head}${chunk.repeat(100)}0\r\n\r\n`, '"id":null}');
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  test("a body that never ends is cut off", async () => {
    const head =
      "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    const chunk = `${(1_000_000).toString(16)}\r\n${"x".repeat(1_000_000)}\r\n`;
    const cut = app.raw(head + chunk.repeat(60)).catch((error: NodeJS.ErrnoException) => error.code);
    expect(await cut).toMatch(/^HTTP\/1\.1 413 |ECONNRESET|EPIPE/);
  });

  test.each([
    ["nothing", "", -32_700],
    ["half of it", "{", -32_700],
    ["a comma too many", '{"a":1,}', -32_700],
    ["no UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), -32_700],
    ["a number", "1", -32_600],
    ["null", "null", -32_600],
    ["text", '"text"', -32_600],
    ["an empty batch", "[]", -32_600],
    ["65 levels", nested(65), -32_600],
    ["50,000 levels that never close", "[".repeat(50_000), -32_600],
  ])("%s: 400", async (_name, body, code) => {
    expect(await send(body)).toMatchObject(refused(400, code));
  });

  test("a batch is told what to do", async () => {
    const { reply } = await send('[{"jsonrpc":"2.0","id":1,"method":"ping"}]');
    expect(reply.error?.message).toBe("Batches are not supported: send one message.");
  });
});

test.each([
  '{"__proto__":{"admin":true},"a":1}',
  '{"\\u005f_proto_\\u005F":{"admin":true},"a":1}',
  '{"__\\u0070roto__":{"admin":true},"a":1}',
])("%s changes no prototype, here or in a copy", async (text) => {
  const { reply } = await send(text);
  expect(reply.body).toEqual({ a: 1 });
});

test("law: whatever the bytes, the answer is 200 with the same value or a JSON-RPC error with 400", async () => {
  const text = fc.oneof(
    fc.json(),
    fc.string({ unit: fc.nat(0xff_ff).map((code) => String.fromCharCode(code)) }),
    fc.json().map((json) => json.slice(1)),
    fc.dictionary(fc.string(), fc.jsonValue()).map((value) => JSON.stringify(value)),
  );
  const bytes = fc.oneof(
    text.map((value) => Buffer.from(value)),
    fc.uint8Array().map((value) => Buffer.from(value)),
  );
  await fc.assert(
    fc.asyncProperty(bytes, async (body) => {
      const { status, reply } = await send(body);
      if (status === 200)
        expect(JSON.stringify(reply.body)).toBe(JSON.stringify(JSON.parse(body.toString(), harmless)));
      else
        expect([status, reply]).toMatchObject([
          400,
          { error: { code: expect.toSatisfy((code) => code === -32_700 || code === -32_600) } },
        ]);
    }),
    { numRuns: 500 },
  );
});

function harmless(key: string, value: unknown): unknown {
  return key === "__proto__" ? undefined : value;
}

function nested(levels: number): string {
  return `${'{"a":'.repeat(levels - 1)}{}${"}".repeat(levels - 1)}`;
}
