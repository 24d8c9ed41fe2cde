import { randomBytes } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { content, defineTool, ToolError, type AnyTool, type ToolContext } from "../../connector/index.ts";
import { memoryStore, StoreError, type Store } from "../../store/index.ts";
import { callTool } from "../testing/rpc.ts";
import { startEndpoint, type RunningEndpoint } from "../testing/start-endpoint.ts";
import { toyWith, type Shelf } from "../testing/toy-connector.ts";

const started: RunningEndpoint[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((running) => running.close()));
});

const input = z.object({ path: z.string().describe("Where to"), next: z.string().optional().describe("And then") });
const output = z.object({ id: z.int(), text: z.string() });

type Write = (args: z.infer<typeof input>, context: ToolContext<Shelf>) => Promise<z.infer<typeof output>>;

const send: Write = async ({ path, next }, { client }) => {
  const made = (await client.post(path, { text: "milk" })) as z.infer<typeof output>;
  if (next !== undefined) await client.post(next, { text: "more" });
  return made;
};

type Recover = (
  args: z.infer<typeof input>,
  context: ToolContext<Shelf>,
) => Promise<z.infer<typeof output> | undefined>;

function writeTool(more: { run?: Write; recover?: Recover } = {}): AnyTool {
  const { run = send, recover } = more;
  return defineTool({
    name: "add_note",
    title: "Add note",
    description: "Adds a note.",
    access: "write",
    scopes: [],
    input,
    output,
    run,
    ...(recover !== undefined && { recover }),
  });
}

async function start(tool: AnyTool, options: Parameters<typeof startEndpoint>[0] = {}): Promise<RunningEndpoint> {
  const running = await startEndpoint({ connector: toyWith([tool]), ...options });
  started.push(running);
  return running;
}

const add = (running: RunningEndpoint, args: Record<string, unknown>, key = "k") =>
  callTool(running.url, "add_note", { ...args, idempotency_key: key });
const posts = ({ sent }: RunningEndpoint) => sent.filter((line) => line.startsWith("POST"));

describe("a key that has done its write", () => {
  test("replays the result and says so", async () => {
    const running = await start(writeTool());
    const first = await add(running, { path: "/notes" });
    const second = await add(running, { path: "/notes" });
    expect(second).toMatchObject({ structured: first.structured, text: first.text });
    expect(second.meta["dev.fairlead/replayed"]).toBe(true);
    expect(posts(running)).toEqual(["POST /notes"]);
  });

  test("replays it while another call replays it: it has the key locked, but nothing to do", async () => {
    const store = memoryStore();
    let locked = false;
    const claim: Store["claim"] = async (...args) => !locked && store.claim(...args);
    const running = await start(writeTool(), { store: { ...store, claim } });
    const first = await add(running, { path: "/notes" });
    locked = true;
    expect(await add(running, { path: "/notes" })).toMatchObject({ structured: first.structured, isError: false });
    expect(await add(running, { path: "/notes/2" })).toMatchObject({ code: "conflict" });
    expect(await add(running, { path: "/notes" }, "another")).toMatchObject({
      code: "conflict",
      text: expect.stringContaining("still running"),
    });
    expect(posts(running)).toEqual(["POST /notes"]);
  });

  test("replays blocks, too", async () => {
    const draw = defineTool({
      name: "add_note",
      title: "Add note",
      description: "Adds a note and shows it.",
      access: "write",
      scopes: [],
      input,
      output: z.object({}),
      run: async (args, context: ToolContext<Shelf>) => {
        await send(args, context);
        return content({ type: "text", text: "written" });
      },
    });
    const running = await start(draw);
    await add(running, { path: "/notes" });
    expect((await add(running, { path: "/notes" })).text).toBe("written");
    expect(posts(running)).toHaveLength(1);
  });

  test("is another key for another tool argument, connection or spelling of the key", async () => {
    const running = await start(writeTool(), { people: true });
    const as = (person: string, key: string) =>
      callTool(running.url, "add_note", { path: "/notes", idempotency_key: key }, { headers: { "x-person": person } });
    for (const [person, key] of [
      ["ada", "a"],
      ["ben", "a"],
      ["ada", "a/lock"],
      ["ada", "a "],
    ] as const) {
      expect((await as(person, key)).meta["dev.fairlead/replayed"]).toBeUndefined();
    }
    expect(posts(running)).toHaveLength(4);
  });

  test("sends once, however many use it at the same time", async () => {
    const running = await start(writeTool());
    const answers = await Promise.all(Array.from({ length: 8 }, () => add(running, { path: "/notes" })));
    expect(posts(running)).toHaveLength(1);
    expect(answers.filter(({ isError }) => !isError).length).toBeGreaterThan(0);
    for (const { code } of answers.filter(({ isError }) => isError)) expect(code).toBe("conflict");
    expect((await add(running, { path: "/notes" })).isError).toBe(false);
  });
});

describe("a key whose write was refused", () => {
  test("can be used again: nothing was done", async () => {
    const running = await start(writeTool());
    expect((await add(running, { path: "/refuse/409" })).code).toBe("conflict");
    expect((await add(running, { path: "/refuse/409" })).code).toBe("conflict");
    expect(posts(running)).toHaveLength(2);
  });

  test("is unknown once one of several writes has gone through", async () => {
    const running = await start(writeTool());
    const args = { path: "/notes", next: "/refuse/409" };
    expect((await add(running, args)).code).toBe("conflict");
    expect((await add(running, args)).text).toContain("Read the object");
    expect(posts(running)).toEqual(["POST /notes", "POST /refuse/409"]);
  });
});

describe("a key whose outcome is unknown", () => {
  const lost = { path: "/lost" };

  test("is never sent again blindly", async () => {
    const running = await start(writeTool());
    expect((await add(running, lost)).code).toBe("upstream_timeout");
    const again = await add(running, lost);
    expect(again).toMatchObject({ code: "conflict" });
    expect(again.text).toContain("its answer lost");
    expect(posts(running)).toHaveLength(1);
  });

  test.each([
    ["the vendor broke off", { path: "/refuse/503" }, send],
    [
      "the result could not be read",
      { path: "/notes" },
      (async (args: z.infer<typeof input>, context: ToolContext<Shelf>) => ({
        ...(await send(args, context)),
        id: "seven",
      })) as unknown as Write,
    ],
    [
      "the tool failed behind the write",
      { path: "/notes" },
      (async (args, context) => {
        await send(args, context);
        throw new TypeError("cannot read properties of undefined");
      }) as Write,
    ],
  ])("also when %s", async (_why, args, run) => {
    const running = await start(writeTool({ run }));
    expect((await add(running, args)).isError).toBe(true);
    expect((await add(running, args)).text).toContain("its answer lost");
    expect(posts(running)).toHaveLength(1);
  });

  test("also when the client left in the middle of it", async () => {
    const running = await start(writeTool());
    const leave = new AbortController();
    const args = { path: "/notes/77", idempotency_key: "k" };
    const call = callTool(running.url, "add_note", args, { signal: leave.signal }).catch(() => undefined);
    await expect.poll(() => running.held.length).toBe(1);
    leave.abort();
    await call;
    await expect.poll(() => running.records.at(-1)?.outcome).toBe("cancelled");
    expect((await callTool(running.url, "add_note", args)).text).toContain("its answer lost");
  });

  test("looks first, and takes what it finds as the result", async () => {
    let found: z.infer<typeof output> | undefined;
    const running = await start(writeTool({ recover: async () => found }));
    expect((await add(running, lost)).code).toBe("upstream_timeout");
    found = { id: 5, text: "milk" };
    expect((await add(running, lost)).structured).toEqual(found);
    expect((await add(running, lost)).meta["dev.fairlead/replayed"]).toBe(true);
    expect(posts(running)).toHaveLength(1);
  });

  test("stays unknown while looking fails", async () => {
    let looks = 0;
    const recover = async () => {
      looks += 1;
      throw new ToolError("rate_limited", "Wait.");
    };
    const running = await start(writeTool({ recover }));
    await add(running, lost);
    expect((await add(running, lost)).code).toBe("rate_limited");
    expect((await add(running, lost)).code).toBe("rate_limited");
    expect(looks).toBe(3);
    expect(posts(running)).toHaveLength(1);
  });

  test("has the same mark in every try and in no other call, and it tells nothing of the key", async () => {
    const marks: string[] = [];
    const run: Write = (args, context) => {
      marks.push(context.mark);
      return send(args, context);
    };
    const recover: Recover = async (_args, { mark }) => {
      marks.push(mark);
      return undefined;
    };
    const running = await start(writeTool({ run, recover }));
    // Sent, looked for; looked for once more, sent, looked for.
    await add(running, lost, "order-7");
    await add(running, lost, "order-7");
    expect(marks).toHaveLength(5);
    const [first = ""] = marks;
    expect(new Set(marks)).toEqual(new Set([first]));
    expect(first).toMatch(/^[\da-f-]{36}$/);
    await add(running, lost, "order-8");
    await callTool(running.url, "add_note", { path: "/notes" });
    const others = marks.slice(5);
    expect(others).toHaveLength(3);
    expect(others).not.toContain(first);
    expect(new Set(others).size).toBe(2);
  });

  test("is unknown after a crash, on whichever replica it is tried again", async () => {
    const store = memoryStore();
    const secret = randomBytes(32);
    const crashed = await start(writeTool(), { store, secret });
    const never = callTool(crashed.url, "add_note", { path: "/notes/77", idempotency_key: "k" }).catch(() => undefined);
    await expect.poll(() => crashed.held.length).toBe(1);
    // A crash releases nothing; the lock runs out by itself.
    const survivor = { ...store, claim: async () => true };
    const other = await start(writeTool({ recover: async () => ({ id: 77, text: "milk" }) }), {
      store: survivor,
      secret,
    });
    expect((await add(other, { path: "/notes/77" })).structured).toEqual({ id: 77, text: "milk" });
    expect(posts(other)).toEqual([]);
    crashed.held[0]?.answer();
    await never;
  });
});

describe("a store that fails", () => {
  const broken = (methods: Partial<Store>): Store => ({ ...memoryStore(), ...methods });
  const fails = () => Promise.reject(new Error("disk full at /var/lib"));

  test("refuses the write before it is sent, and tells nothing of itself", async () => {
    const running = await start(writeTool(), { store: broken({ claim: fails }) });
    const { code, text } = await add(running, { path: "/notes" });
    expect(code).toBe("internal");
    expect(text).not.toContain("disk");
    expect(posts(running)).toEqual([]);
  });

  test("is an outage that passes: nothing was sent, and when to try again is said", async () => {
    const away = () => Promise.reject(new StoreError("unavailable", "The database does not answer."));
    const store = broken({ claim: away });
    const running = await start(writeTool(), { store });
    const { code, text, meta } = await add(running, { path: "/notes" });
    expect(code).toBe("upstream_unavailable");
    expect(meta["dev.fairlead/error"]).toMatchObject({ retry_after_s: 2 });
    expect(text).toContain("Nothing was done. Try again");
    expect(posts(running)).toEqual([]);
    expect(running.errors.map(String)).toEqual(["StoreError: The database does not answer."]);
    store.claim = memoryStore().claim;
    expect((await add(running, { path: "/notes" })).isError).toBe(false);
  });

  test("does not lose the result of a write that is done", async () => {
    const store = memoryStore();
    let sets = 0;
    const set: Store["set"] = (...args) => ((sets += 1) > 1 ? fails() : store.set(...args));
    const running = await start(writeTool(), { store: { ...store, set, release: fails } });
    expect((await add(running, { path: "/notes" })).structured).toEqual({ id: 7, text: "milk" });
    expect(running.errors.map(String)).toEqual(["Error: disk full at /var/lib", "Error: disk full at /var/lib"]);
  });
});
