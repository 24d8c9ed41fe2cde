import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import {
  defineFlow,
  defineReach,
  defineResource,
  defineTool,
  listOf,
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

const boxes = toyWith([findBoxes, findText, fillBox], {
  resources: [box],
  reach: defineReach<Shelf>({
    one: "box",
    many: "boxes",
    example: "hall/*",
    fields: ["room", "box"],
    ofRow: ({ at }) => (typeof at === "string" ? at : undefined),
  }),
  flow: defineFlow<Shelf>({
    text: ["body"],
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
