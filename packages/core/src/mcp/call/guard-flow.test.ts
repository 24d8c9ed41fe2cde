import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import {
  defineFlow,
  defineReach,
  defineResource,
  defineTool,
  listOf,
  ToolError,
  type ToolContext,
} from "../../connector/index.ts";
import { callTool, legacyRpc, startLegacySession } from "../testing/rpc.ts";
import { startEndpoint, type RunningEndpoint } from "../testing/start-endpoint.ts";
import { toyWith, type Shelf } from "../testing/toy-connector.ts";

const Row = z.object({ at: z.string() });

const findBoxes = defineTool({
  name: "find_boxes",
  title: "Find boxes",
  description: "Find boxes.",
  access: "read",
  scopes: [],
  reach: "rows",
  input: z.object({ room: z.string().describe("Room"), count: z.int().describe("How many") }),
  output: listOf(Row),
  run: async ({ room, count }) => ({
    items: Array.from({ length: count }, (_, at) => ({ at: `${room}/${at}` })),
    total: count,
  }),
});

const fillBox = defineTool({
  name: "fill_box",
  title: "Fill box",
  description: "Fill a box.",
  access: "write",
  scopes: [],
  input: z.object({
    room: z.string().describe("Room"),
    box: z.string().describe("Box"),
    body: z.string().describe("Text"),
  }),
  output: Row,
  run: async ({ room, box, body }, { client }: ToolContext<Shelf>) => {
    await client.post(`/boxes/${room}/${box}`, { body });
    return { at: `${room}/${box}` };
  },
});

const findText = defineTool({
  name: "find_text",
  title: "Find text",
  description: "Find text, wherever it is.",
  access: "read",
  freshMs: 60_000,
  scopes: [],
  reach: "safe",
  input: z.object({ words: z.string().describe("Words") }),
  output: Row,
  run: async ({ words }, { readFrom }: ToolContext<Shelf>) => {
    runs += 1;
    readFrom(words);
    return { at: "" };
  },
});
const changeBox = defineTool({
  name: "change_box",
  title: "Change box",
  description: "Change what a box says.",
  access: "write",
  scopes: [],
  input: z.object({
    room: z.string().describe("Room"),
    box: z.string().describe("Box"),
    body: z.string().describe("Text"),
  }),
  output: Row,
  run: async ({ room, box, body }, { client, preview }: ToolContext<Shelf>) => {
    const { text } = (await client.get(`/boxes/${room}/${box}`)) as { text?: string };
    if (body === "") throw new ToolError("invalid_input", `It says "${text}" now.`);
    preview({ before: { text }, after: { text: body } });
    await client.post(`/boxes/${room}/${box}`, { body });
    return { at: `${room}/${box}` };
  },
});

const makeBox = defineTool({
  name: "make_box",
  title: "Make box",
  description: "Make a box, perhaps like another one.",
  access: "write",
  scopes: [],
  reaches: ({ at, like }) => [
    { name: at, access: "write", final: true },
    ...(like === undefined ? [] : [{ name: like, access: "read" } as const]),
  ],
  input: z.object({
    at: z.string().describe("Where"),
    body: z.string().optional().describe("Text"),
    like: z.string().optional().describe("Copied"),
    open: z.boolean().describe("For everybody"),
  }),
  output: Row,
  run: async ({ at }, { client }: ToolContext<Shelf>) => {
    await client.post(`/made/${at}`, {});
    return { at };
  },
});

const labelShelf = defineTool({
  name: "label_shelf",
  title: "Label shelf",
  description: "Put a label on a shelf.",
  access: "write",
  scopes: [],
  input: z.object({ shelf: z.string().describe("Shelf"), body: z.string().describe("Text") }),
  output: Row,
  run: async ({ shelf }, { client }: ToolContext<Shelf>) => {
    await client.post(`/shelves/${shelf}`, {});
    return { at: "" };
  },
});

let runs = 0;
let shut = "";

const box = defineResource({
  name: "box",
  title: "Box",
  description: "A box",
  uri: "toy://rooms/{room}/{box}",
  mimeType: "text/plain",
  params: z.object({ room: z.string(), box: z.string() }),
  scopes: [],
  subscribe: true,
  read: async () => ({ text: "inside" }),
});

const boxes = toyWith([findBoxes, findText, fillBox, changeBox, makeBox, labelShelf], {
  resources: [box],
  reach: defineReach<Shelf>({
    one: "box",
    many: "boxes",
    example: "hall/*",
    fields: ["room", "box"],
    ofRow: ({ at }) => (typeof at === "string" ? at : undefined),
  }),
  flow: defineFlow<Shelf>({
    text: ["body", "like"],
    opens: ({ open }) => open === true,
    beside: ({ shelf }) => (typeof shelf === "string" ? [`hall-shelf-${shelf}`] : []),
    async isPublic(name, { client }) {
      await client.get(`/looks/${name}`);
      return name.startsWith("hall") && name !== shut;
    },
  }),
});

let running: RunningEndpoint;
beforeEach(async () => {
  shut = "";
  running = await startEndpoint({ connector: boxes, policy: { flowGuard: "confirm" } });
});
afterEach(() => running.close());

const read = (room: string, count: number) => callTool(running.url, "find_boxes", { room, count });
const fill = () => callTool(running.url, "fill_box", { room: "hall", box: "board", body: "text" });
const looks = () => running.sent.filter((line) => line.startsWith("GET /looks/hall-")).length;

test("one private thing among many that were read is found, whatever its name", async () => {
  await read("zoo", 1);
  await read("hall-a", 60);
  const asked = await fill();
  expect(asked.code).toBe("confirm_required");
  expect(asked.text).toContain("after zoo/0 was read, which not everybody can");
});

test("a row of a long result counts like the first", async () => {
  await read("attic", 90);
  expect((await fill()).text).toContain("after attic/");
});

test("what was seen to be open is not looked at again before it is read again", async () => {
  await read("hall-a", 60);
  expect((await fill()).isError).toBe(false);
  expect(looks()).toBe(60);
  expect((await fill()).isError).toBe(false);
  expect(looks()).toBe(60);
  await read("hall-a", 1);
  expect((await fill()).isError).toBe(false);
  expect(looks()).toBe(61);
});

test("what is too much to be looked at before one write counts as private, until it was looked at", async () => {
  await read("hall-a", 80);
  await read("hall-b", 80);
  const asked = await fill();
  expect(asked.code).toBe("confirm_required");
  expect(asked.text).toContain("which perhaps not everybody can");
  expect(looks()).toBe(100);
  expect((await fill()).isError).toBe(false);
  expect(looks()).toBe(160);
});

test("what is served again was read again", async () => {
  const find = () => callTool(running.url, "find_text", { words: "hall-x" });
  await find();
  await read("zoo", 1);
  expect((await fill()).text).toContain("after zoo/0 was read");
  shut = "hall-x";
  const before = runs;
  await find();
  expect(runs).toBe(before);
  expect((await fill()).text).toContain("after hall-x was read");
});

test("a resource was read when somebody was shown it, not while its changes are looked for", async () => {
  const sessionId = await startLegacySession(running.url);
  const ask = (method: string) =>
    legacyRpc(running.url, { id: 1, method, params: { uri: "toy://rooms/zoo/1" } }, { sessionId });
  expect((await ask("resources/subscribe")).text).not.toContain("error");
  expect((await fill()).isError).toBe(false);
  expect((await ask("resources/read")).text).toContain("inside");
  expect((await fill()).text).toContain("after zoo/1 was read");
});

test.each([
  ["the preview of a write", { body: "other", dry_run: true }, false],
  ["a write that tells what was there", { body: "other" }, false],
  ["an error that quotes it", { body: "" }, true],
])("%s was shown like the answer of a read", async (_, args, isError) => {
  expect((await fill()).isError).toBe(false);
  const shown = await callTool(running.url, "change_box", { room: "zoo", box: "1", ...args });
  expect(shown.isError).toBe(isError);
  expect((await fill()).text).toContain("after zoo/1 was read");
});

test("a write that was never begun has shown nothing", async () => {
  expect((await callTool(running.url, "change_box", { room: "zoo", box: "1", body: 1 })).code).toBe("invalid_input");
  expect((await fill()).isError).toBe(false);
});

test("what a write makes for everybody is a public place, though nobody can look at it yet", async () => {
  const make = (args: Record<string, unknown>) => callTool(running.url, "make_box", { at: "new/box", ...args });
  expect((await make({ body: "text", open: true })).isError).toBe(false);
  await read("zoo", 1);
  expect((await make({ body: "text", open: false })).isError).toBe(false);
  expect((await make({ open: true })).isError).toBe(false);
  const asked = await make({ body: "text", open: true });
  expect(asked.code).toBe("confirm_required");
  expect(asked.text).toContain("takes text to new/box, which everybody can read, after zoo/0 was read");
});

test("what is copied comes along: it is no place that is written to", async () => {
  const make = (args: Record<string, unknown>) => callTool(running.url, "make_box", { at: "new/box", ...args });
  expect((await make({ like: "zoo/7", open: true })).text).toContain(
    "to new/box, which everybody can read, after zoo/7",
  );
  expect((await make({ like: "hall/7", open: true })).isError).toBe(false);
  await read("zoo", 1);
  expect((await make({ like: "hall/7", body: "text", open: false })).isError).toBe(false);
});

test("a place that is none of the lists' is looked at, too", async () => {
  await read("zoo", 1);
  const asked = await callTool(running.url, "label_shelf", { shelf: "1", body: "text" });
  expect(asked.text).toContain("takes text to hall-shelf-1");
});
