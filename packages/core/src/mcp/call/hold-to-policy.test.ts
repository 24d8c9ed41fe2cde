import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import {
  defineReach,
  definePrompt,
  defineResource,
  defineTool,
  listOf,
  ToolError,
  type ReadContext,
  type ToolContext,
} from "../../connector/index.ts";
import type { AllowRule } from "../../policy/index.ts";
import { callTool, modernRpc } from "../testing/rpc.ts";
import { startEndpoint, type RunningEndpoint } from "../testing/start-endpoint.ts";
import { toyWith, type Shelf } from "../testing/toy-connector.ts";

const box = { room: z.string().describe("Room"), box: z.string().describe("Box") };
const Row = z.object({ at: z.string(), boxes: z.array(z.object({ at: z.string() })).optional() });

const openBox = defineTool({
  name: "open_box",
  title: "Open box",
  description: "Open a box.",
  access: "read",
  scopes: [],
  freshMs: 60_000,
  input: z.object(box),
  output: Row,
  run: async (input, { client }: ToolContext<Shelf>) => {
    await client.get(`/boxes/${input.room}/${input.box}`);
    return { at: `${input.room}/${input.box}`, boxes: [{ at: "attic/inner" }, { at: "cellar/inner" }] };
  },
});

const fillBox = defineTool({
  name: "fill_box",
  title: "Fill box",
  description: "Fill a box.",
  access: "write",
  scopes: [],
  input: z.object(box),
  output: Row,
  run: async (input, { client }: ToolContext<Shelf>) => {
    await client.post(`/boxes/${input.room}/${input.box}`, {});
    return { at: `${input.room}/${input.box}` };
  },
});

const findBoxes = defineTool({
  name: "find_boxes",
  title: "Find boxes",
  description: "Find boxes.",
  access: "read",
  scopes: [],
  reach: "rows",
  input: z.object({ boxes: z.array(z.string()).optional().describe("Where") }),
  output: listOf(Row),
  run: async () => ({ items: [{ at: "attic/a" }, { at: "cellar/b" }, { at: "attic/c" }], total: 3 }),
});

const makeBox = defineTool({
  name: "make_box",
  title: "Make box",
  description: "Make a box.",
  access: "write",
  scopes: [],
  reaches: ({ name }) => [{ name: `attic/${name}`, access: "write", final: true }],
  input: z.object({ name: z.string().describe("Name") }),
  output: Row,
  run: async ({ name }) => ({ at: `attic/${name}` }),
});

const tellPolicy = defineTool({
  name: "tell_policy",
  title: "Tell policy",
  description: "Tell what is allowed.",
  access: "read",
  scopes: [],
  reach: "safe",
  input: z.object({}),
  output: z.object({ policy: z.unknown() }),
  run: async (_, { policy }) => ({ policy }),
});

const countAll = defineTool({
  name: "count_all",
  title: "Count all",
  description: "Count every box there is.",
  access: "read",
  scopes: [],
  input: z.object({}),
  output: z.object({ count: z.int() }),
  run: async () => ({ count: 3 }),
});

const sticker = (name: string, uri: string, params: z.ZodObject, more = {}) =>
  defineResource({
    name,
    title: name,
    description: name,
    uri,
    mimeType: "text/plain",
    params,
    scopes: [],
    subscribe: true,
    read: async () => ({ text: name }),
    ...more,
  });

const boxes = toyWith([openBox, fillBox, findBoxes, makeBox, tellPolicy, countAll], {
  reach: defineReach<Shelf>({
    one: "box",
    many: "boxes",
    example: "attic/*",
    fields: ["room", "box"],
    lists: ["boxes"],
    isId: (name) => name.endsWith("/7"),
    ofRow: ({ at }) => (typeof at === "string" ? at : undefined),
    async resolve(name, { client }) {
      await client.get(`/names/${name}`);
      return { "attic/moved": "cellar/moved", "attic/7": "attic/seven", "attic/tidied": "attic/tidy" }[name] ?? name;
    },
  }),
  resources: [
    sticker("sticker", "box://{room}/{box}", z.object({ room: z.string(), box: z.string() })),
    sticker("room_sign", "room://{room}", z.object({ room: z.string() })),
    sticker("house_rules", "house://{page}", z.object({ page: z.string() }), { reach: "safe" }),
    sticker("label", "label://{code}", z.object({ code: z.string() }), {
      hold: async ({ code }: { code: string }, { mayRead, policy }: ReadContext) => {
        if (!mayRead(`attic/${code}`)) throw new ToolError("policy_denied", `Not in ${policy.allow[0]?.rule}.`);
      },
    }),
  ],
  prompts: [
    definePrompt({
      name: "tidy",
      title: "Tidy",
      description: "Tidy a box.",
      arguments: z.object(box),
      run: async ({ room, box: name }, { embed }) => [
        { role: "user", content: await embed(`box://${room}/${name}`) },
        { role: "user", content: await embed("box://cellar/other").catch(() => ({ type: "text", text: "kept away" })) },
      ],
    }),
  ],
  completions: {
    room: async () => ["attic", "cellar"],
    box: async () => ["a", "b", "secret"],
  },
});

const READ: AllowRule = { by: "operator", name: "TOY_BOXES", access: "read", patterns: ["attic/*", "!attic/secret"] };
const WRITE: AllowRule = { by: "operator", name: "TOY_WRITE_BOXES", access: "write", patterns: ["attic/a"] };

const started: RunningEndpoint[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((running) => running.close()));
});
async function start(...allow: AllowRule[]): Promise<RunningEndpoint> {
  const running = await startEndpoint({ connector: boxes, policy: { allow } });
  started.push(running);
  return running;
}
const read = async ({ url }: RunningEndpoint, uri: string) => (await modernRpc(url, "resources/read", { uri })).body;

describe("a call", () => {
  test("outside of the list is refused before anything is sent, and says by which rule and stage", async () => {
    const running = await start(READ);
    const { code, text, meta } = await callTool(running.url, "open_box", { room: "cellar", box: "b" });
    expect(code).toBe("policy_denied");
    expect(text).toContain("The box cellar/b is not among the boxes that may be reached here.");
    expect(text).toContain("The operator of this server can change that in TOY_BOXES.");
    expect(meta["dev.fairlead/error"]).toMatchObject({
      details: { stage: "policy", rule: "TOY_BOXES", set_by: "operator" },
    });
    expect(running.records.at(-1)).toMatchObject({ stage: "policy", code: "policy_denied" });
    expect(running.sent).toEqual([]);
  });

  test("is held by the name that it leads to today, and the new name is not told", async () => {
    const running = await start(READ);
    const { code, text } = await callTool(running.url, "open_box", { room: "attic", box: "moved" });
    expect(code).toBe("policy_denied");
    expect(text).not.toContain("cellar");
    expect(running.sent).toEqual(["GET /names/attic/moved"]);
    expect((await callTool(running.url, "open_box", { room: "attic", box: "tidied" })).isError).toBe(false);
  });

  test("by an id counts under the name that it stands for", async () => {
    const running = await start({ ...READ, patterns: ["attic/seven"] });
    expect((await callTool(running.url, "open_box", { room: "attic", box: "7" })).isError).toBe(false);
    expect((await callTool(running.url, "open_box", { room: "cellar", box: "7" })).code).toBe("policy_denied");
  });

  test("that writes needs both lists, and so does its preview", async () => {
    const running = await start(READ, WRITE);
    const fill = (name: string, more = {}) => callTool(running.url, "fill_box", { room: "attic", box: name, ...more });
    expect((await fill("b")).text).toContain("TOY_WRITE_BOXES");
    expect((await fill("b", { dry_run: true })).code).toBe("policy_denied");
    expect((await fill("a")).isError).toBe(false);
    expect(running.sent.filter((line) => line.startsWith("POST"))).toEqual(["POST /boxes/attic/a"]);
    expect((await callTool(running.url, "make_box", { name: "z" })).code).toBe("policy_denied");
  });

  test("through call_tool is held as well", async () => {
    const running = await start(READ);
    const call = (name: string, args: Record<string, unknown>) =>
      callTool(`${running.url}/lazy`, "call_tool", { name, arguments: args });
    expect((await call("open_box", { room: "cellar", box: "b" })).code).toBe("policy_denied");
    expect((await call("count_all", {})).code).toBe("policy_denied");
  });

  test("of a search loses the rows outside, counted, at any depth", async () => {
    const running = await start(READ);
    const { structured, text, meta } = await callTool(running.url, "find_boxes");
    expect(structured).toEqual({ items: [{ at: "attic/a" }, { at: "attic/c" }] });
    expect(text).toContain("[left out: 1 outside of what is allowed here]");
    expect(meta["dev.fairlead/withheld"]).toBe(1);
    const opened = await callTool(running.url, "open_box", { room: "attic", box: "a" });
    expect(opened.structured).toEqual({ at: "attic/a", boxes: [{ at: "attic/inner" }] });
    expect((await callTool(running.url, "find_boxes", { boxes: ["attic/a", "cellar/b"] })).code).toBe("policy_denied");
  });
});

describe("the lists", () => {
  const names = async (running: RunningEndpoint, method: string, key: string) =>
    ((await modernRpc(running.url, method)).body.result?.[key] as { name: string }[]).map(({ name }) => name);

  test("hide what an allow-list could not hold, and nothing where there is none", async () => {
    expect(await names(await start(), "tools/list", "tools")).toContain("count_all");
    const reading = await start(READ);
    expect(await names(reading, "tools/list", "tools")).not.toContain("count_all");
    expect(await names(reading, "tools/list", "tools")).toHaveLength(5);
    expect(await names(reading, "resources/templates/list", "resourceTemplates")).toEqual([
      "sticker",
      "house_rules",
      "label",
    ]);
    // A list of writing takes nothing away from reading.
    expect(await names(await start(WRITE), "tools/list", "tools")).toContain("count_all");
  });

  test("are told to whoever asks", async () => {
    const { structured } = await callTool((await start(READ)).url, "tell_policy");
    expect(structured).toMatchObject({
      policy: { access: "full", allow: [{ rule: "TOY_BOXES", access: "read", setBy: "operator" }] },
    });
  });
});

describe("beside tools", () => {
  test("resources are held by their URI", async () => {
    const running = await start(READ);
    expect((await read(running, "box://attic/a")).result).toMatchObject({ contents: [{ text: "sticker" }] });
    expect((await read(running, "box://cellar/b")).error?.message).toMatch(/^policy_denied: /);
    expect((await read(running, "box://attic/moved")).error?.message).toMatch(/^policy_denied: /);
    expect((await read(running, "room://cellar")).error?.code).toBe(-32_602);
    expect((await read(running, "house://fire")).result).toBeDefined();
    expect(running.records.filter(({ code }) => code === "policy_denied")).toMatchObject([
      { stage: "policy" },
      { stage: "policy" },
    ]);
  });

  test("a resource that names something else holds itself, where there is a list", async () => {
    const running = await start(READ);
    expect((await read(running, "label://a")).result).toMatchObject({ contents: [{ text: "label" }] });
    expect((await read(running, "label://secret")).error?.message).toBe("policy_denied: Not in TOY_BOXES.");
    expect(running.records.at(-1)).toMatchObject({ stage: "policy", code: "policy_denied" });
    expect((await read(await start(), "label://secret")).result).toBeDefined();
  });

  test("prompts are held by their arguments, and what they embed by its URI", async () => {
    const { url } = await start(READ);
    const get = async (room: string) =>
      (await modernRpc(url, "prompts/get", { name: "tidy", arguments: { room, box: "a" } })).body;
    expect((await get("cellar")).error?.message).toMatch(/^policy_denied: /);
    expect((await get("attic")).result).toMatchObject({
      messages: [{ content: { type: "resource" } }, { content: { text: "kept away" } }],
    });
  });

  test("completions propose nothing outside", async () => {
    const { url } = await start(READ);
    const propose = async (name: string, known: Record<string, string> = {}) => {
      const ref = { type: "ref/prompt", name: "tidy" };
      const params = { ref, argument: { name, value: "" }, context: { arguments: known } };
      const { body } = await modernRpc(url, "completion/complete", params);
      return (body.result?.["completion"] as { values: string[] }).values;
    };
    expect(await propose("room")).toEqual(["attic"]);
    expect(await propose("box", { room: "attic" })).toEqual(["a", "b"]);
    expect(await propose("box", { room: "cellar" })).toEqual([]);
    expect(await propose("box")).toEqual([]);
  });
});
