import { CLIENT_CAPABILITIES_META_KEY } from "@modelcontextprotocol/server";
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { ask, content, defineTool, ToolError, type AnyTool, type ToolContext } from "../../connector/index.ts";
import { callTool } from "../testing/rpc.ts";
import { startEndpoint, type RunningEndpoint } from "../testing/start-endpoint.ts";
import { toyWith, type Shelf } from "../testing/toy-connector.ts";

const started: RunningEndpoint[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((running) => running.close()));
});
async function start(...tools: AnyTool[]): Promise<RunningEndpoint> {
  const running = await startEndpoint({ connector: toyWith(tools) });
  started.push(running);
  return running;
}

const ASKABLE = { meta: { [CLIENT_CAPABILITIES_META_KEY]: { elicitation: { form: {} } } } };
const Made = z.object({ id: z.int() });
type Run = (args: object, context: ToolContext<Shelf>) => Promise<never>;
const question = {
  why: { method: "elicitation/create", params: { message: "Why?", requestedSchema: { type: "object" } } },
} as const;

function write(run: (args: object, context: ToolContext<Shelf>) => Promise<unknown>, recover?: Run): AnyTool {
  return defineTool({
    name: "change_note",
    title: "Change note",
    description: "Changes a note.",
    access: "write",
    scopes: [],
    input: z.object({}),
    output: Made,
    run: run as Run,
    ...(recover !== undefined && { recover }),
  });
}

describe("a tool that declares to read", () => {
  const reading = (run: Run) => ({ ...write(run), access: "read" }) as AnyTool;

  test.each([
    ["lets the refusal fly", async (work: Promise<unknown>) => work],
    ["takes it for an answer", async (work: Promise<unknown>) => work.catch(() => ({ id: 1 }))],
  ])("sends no write, where it %s", async (_name, take) => {
    const running = await start(
      reading(async (_args, { client }) => take(client.post("/notes/3", { text: "a" })) as Promise<never>),
    );
    const { isError, text } = await callTool(running.url, "change_note", {});
    expect(isError).toBe(true);
    expect(text).toContain("change_note only reads, and wanted to write. Nothing was sent");
    expect(running.sent).toEqual([]);
  });
});

describe("a dry run", () => {
  // oxlint-disable-next-line unicorn/no-thenable -- the preview's own word for what follows
  const afterwards = { then: ["a second write"] };
  const dry = (running: RunningEndpoint) => callTool(running.url, "change_note", { dry_run: true });
  const writes = ({ sent }: RunningEndpoint) => sent.filter((line) => !line.startsWith("GET"));

  test("reads, stops at the first write and shows it", async () => {
    const running = await start(
      write(async (_args, { client, preview }) => {
        const before = await client.get("/notes/3");
        preview({ before, ...afterwards });
        await client.post("/notes/3", { text: "a" });
        return client.post("/notes/4", { text: "b" });
      }),
    );
    const { structured, text } = await dry(running);
    expect(structured).toEqual({
      preview: {
        request: [{ method: "POST", path: "/notes/3", body: { text: "a" } }],
        before: { id: 3, text: "note 3" },
        ...afterwards,
      },
    });
    expect(text).toContain('POST /notes/3 {"text":"a"}\nthen: a second write');
    expect(running.sent).toEqual(["GET /notes/3"]);
  });

  test("shows every write of a tool that carries on after one was stopped", async () => {
    const running = await start(
      write(async (_args, { client }) => {
        const posts = ["/notes/3", "/notes/4"].map((path) => client.post(path, {}));
        const settled = await Promise.allSettled(posts);
        if (settled.some(({ status }) => status === "rejected")) throw new ToolError("conflict", "Half of it failed.");
        return { id: 1 };
      }),
    );
    const { structured, isError } = await dry(running);
    expect(isError).toBe(false);
    expect(structured).toMatchObject({ preview: { request: [{ path: "/notes/3" }, { path: "/notes/4" }] } });
    expect(writes(running)).toEqual([]);
  });

  test.each([
    ["facts", async () => ({ id: 1 })],
    ["blocks", async () => content({ type: "text", text: "as it is" })],
  ])("says so when there is nothing to change, whatever comes back: %s", async (_what, run) => {
    const { text } = await dry(await start(write(run)));
    expect(text).toBe("Dry run: there is nothing to change.");
  });

  test("keeps an error that came before any write", async () => {
    const running = await start(
      write(async (_args, { client }) => {
        await client.get("/notes/404");
        return client.post("/notes", {});
      }),
    );
    expect((await dry(running)).code).toBe("not_found");
  });

  test("asks what the tool has to ask", async () => {
    const running = await start(write(async () => ask(question)));
    const { inputRequests } = await callTool(running.url, "change_note", { dry_run: true }, ASKABLE);
    expect(inputRequests).toHaveProperty("why");
  });

  test("fits its budget, and keeps which requests there are", async () => {
    const running = await start(
      write(async (_args, { client, preview }) => {
        preview({ after: { body: "words ".repeat(20_000), title: "short" }, diff: "+ line\n".repeat(20_000) });
        return client.post("/notes", { text: "words ".repeat(20_000) });
      }),
    );
    const { structured, text } = await dry(running);
    expect(structured).toMatchObject({
      preview: { request: [{ method: "POST", path: "/notes" }], after: { title: "short" } },
    });
    expect(JSON.stringify(structured).length).toBeLessThanOrEqual(24_000);
    expect(text.length).toBeLessThanOrEqual(24_000);
  });
});

describe("a write whose answer was lost", () => {
  const lose = async (_args: object, { client }: ToolContext<Shelf>) => client.post("/lost", {});
  const recovering = (recover: (args: object, context: ToolContext<Shelf>) => Promise<unknown>) =>
    start(write(lose, recover as Run));
  const call = (running: RunningEndpoint) => callTool(running.url, "change_note");

  test("is looked up, and what it made is the answer", async () => {
    const running = await recovering((_args, { client }) => client.get("/notes/8"));
    expect((await call(running)).structured).toEqual({ id: 8 });
    expect(running.sent).toEqual(["POST /lost", "GET /notes/8"]);
    expect(running.records.at(-1)).toMatchObject({ outcome: "ok", upstream: { writes: 1, reads: 1 } });
  });

  test("is looked up also behind a gateway's error", async () => {
    const gateway = async (_args: object, { client }: ToolContext<Shelf>) => client.post("/refuse/502", {});
    const running = await start(write(gateway, (async () => ({ id: 9 })) as unknown as Run));
    expect((await call(running)).structured).toEqual({ id: 9 });
  });

  test("is not written again by looking", async () => {
    const running = await recovering((_args, { client }) => client.post("/notes", {}));
    expect((await call(running)).code).toBe("upstream_timeout");
    expect(running.sent).toEqual(["POST /lost"]);
  });

  test.each([
    ["finds nothing", async () => undefined],
    ["fails", async () => Promise.reject(new ToolError("not_found", "No such note."))],
  ])("keeps its own error when looking %s", async (_what, recover) => {
    const { code, text } = await call(await recovering(recover));
    expect(code).toBe("upstream_timeout");
    expect(text).toContain("it may be done");
  });

  test("says that nobody can tell, where looking says so", async () => {
    const unclear = new ToolError("upstream_timeout", "Two may be it.", { details: { candidates: [8, 9] } });
    const { code, text } = await call(await recovering(async () => Promise.reject(unclear)));
    expect({ code, text }).toEqual({ code: "upstream_timeout", text: expect.stringContaining("Two may be it.") });
  });

  test("is not looked up for a client that has left", async () => {
    let looked = false;
    const slow = async (_args: object, { client }: ToolContext<Shelf>) => client.post("/notes/77", {});
    const running = await start(write(slow, (async () => (looked = true)) as unknown as Run));
    const leave = new AbortController();
    const left = callTool(running.url, "change_note", {}, { signal: leave.signal }).catch(() => undefined);
    await expect.poll(() => running.held.length).toBe(1);
    leave.abort();
    await left;
    await expect.poll(() => running.records.at(-1)?.outcome).toBe("cancelled");
    expect(looked).toBe(false);
  });
});

describe("blocks", () => {
  const show = (output: z.ZodObject, ...blocks: Parameters<typeof content>) =>
    defineTool({
      name: "show_note",
      title: "Show note",
      description: "Shows a note.",
      access: "read",
      scopes: [],
      input: z.object({}),
      output,
      run: async () => content(...blocks),
    });

  test("have their words cleaned and kept within the budget", async () => {
    const long = { type: "text", text: `x\u202e${"words ".repeat(10_000)}` } as const;
    const running = await start(show(z.object({}), { type: "image", data: "AAAA", mimeType: "image/png" }, long, long));
    const { text } = await callTool(running.url, "show_note");
    expect(text).not.toContain("\u202e");
    expect(text.length).toBeLessThanOrEqual(24_000);
    expect(text).toContain("[cut to fit: 2 of 2 texts]");
  });

  test("keep the promise of structured output that a client holds the tool to", async () => {
    const running = await start(show(Made, { type: "text", text: "hello" }));
    expect((await callTool(running.url, "show_note")).structured).toEqual({});
  });
});

test("an output without any of its optional fields is still structured: clients demand it", async () => {
  const empty = defineTool({
    name: "get_nothing",
    title: "Get nothing",
    description: "Finds nothing.",
    access: "read",
    scopes: [],
    input: z.object({}),
    output: z.object({ found: z.string().optional() }),
    run: async () => ({}),
  });
  const running = await start(empty);
  expect((await callTool(running.url, "get_nothing")).structured).toEqual({});
});

test("a reading tool that asks without saying so fails alike on both paths", async () => {
  const sneaky = defineTool({
    name: "get_secret",
    title: "Get secret",
    description: "Asks.",
    access: "read",
    scopes: [],
    input: z.object({}),
    output: Made,
    run: async () => ask(question),
  });
  const running = await start(sneaky);
  for (const meta of [{}, { progressToken: "p" }]) {
    const { code, error } = await callTool(running.url, "get_secret", {}, { meta: { ...ASKABLE.meta, ...meta } });
    expect({ code, error }).toEqual({ code: "internal", error: undefined });
  }
});
