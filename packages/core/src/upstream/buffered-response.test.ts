import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bufferedResponse } from "./buffered-response.ts";

const place = { url: "https://api.example/a", redirected: true };
const init = { status: 201, statusText: "Created", headers: { "content-type": "application/json", etag: '"1"' } };
const ours = (bytes: Uint8Array) => bufferedResponse(bytes, init, place);
const encode = (text: string) => new TextEncoder().encode(text);
const scribble = (bytes: Uint8Array) => bytes.fill(0);
const settled = (work: Promise<unknown>) =>
  work.then(
    (value) => ({ value }),
    (error: unknown) => ({ failed: (error as Error).constructor.name }),
  );

describe("like the platform's Response", () => {
  const ways: Record<string, (response: Response) => Promise<unknown>> = {
    text: (response) => response.text(),
    json: (response) => response.json(),
    bytes: async (response) => Buffer.from(await response.bytes()).toString("hex"),
    arrayBuffer: async (response) => Buffer.from(await response.arrayBuffer()).toString("hex"),
    blob: async (response) => {
      const blob = await response.blob();
      return [blob.type, blob.size, await blob.text()];
    },
    stream: async (response) => {
      const chunks = [];
      for await (const chunk of response.body ?? []) chunks.push(chunk);
      return Buffer.concat(chunks).toString("hex");
    },
    "clone, then text": async (response) => [await response.clone().text(), await response.text()],
    "body, then text": async (response) => [response.body instanceof ReadableStream, await response.text()],
    rewrapped: (response) => new Response(response.body, response).text(),
    "text twice": async (response) => [await response.text(), await response.text()],
    "text, then clone": async (response) => [await response.text(), response.clone()],
    "text, then body": async (response) => [await response.text(), response.bodyUsed, response.body?.locked],
    "stream, then text": async (response) => {
      await response.body?.getReader().read();
      return response.text();
    },
  };
  test.each(Object.keys(ways))("reading it by %s gives the same, or fails alike", async (way) => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string(), fc.constantFrom("\uFEFF{}", "{")), async (text) => {
        const read = ways[way];
        const theirs = new Response(text === "" ? null : encode(text), init);
        const own = ours(encode(text));
        expect(await settled(read?.(own) ?? Promise.reject(new Error()))).toEqual(
          await settled(read?.(theirs) ?? Promise.resolve()),
        );
        expect(own.bodyUsed).toBe(theirs.bodyUsed);
      }),
      { numRuns: 30 },
    );
  });

  test("it is one, with its head", () => {
    const response = ours(encode("{}"));
    expect(response).toBeInstanceOf(Response);
    expect([response.status, response.statusText, response.ok, response.type]).toEqual([
      201,
      "Created",
      true,
      "default",
    ]);
    expect(Object.fromEntries(response.headers)).toEqual(init.headers);
    const copy = response.clone();
    expect([copy.status, copy.url, copy.headers.get("etag")]).toEqual([201, place.url, '"1"']);
    expect([ours(new Uint8Array()).body, ours(new Uint8Array()).bodyUsed]).toEqual([null, false]);
  });
});

test("it knows where it came from", () => {
  expect(ours(encode("{}"))).toMatchObject(place);
});

test("no reader can change the bytes another one gets", async () => {
  const shared = encode("shared");
  scribble(await ours(shared).bytes());
  scribble(new Uint8Array(await ours(shared).arrayBuffer()));
  const part = await ours(shared).body?.getReader().read();
  if (part?.value) scribble(part.value);
  expect(await ours(shared).text()).toBe("shared");
});
