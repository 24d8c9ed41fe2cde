import { expect, test } from "vitest";
import { z } from "zod";
import type { AuditEvent } from "../audit/index.ts";
import { defineTool, defineVendor, type Connector } from "../connector/index.ts";
import { memoryChannel, memoryStore, type Channel } from "../store/index.ts";
import { createPolicyBook } from "./create-policy-book.ts";
import { PolicyError } from "./policy-error.ts";

const ADA = { tenant: "t", subject: "ada", requestId: "r1" };
const connector: Connector = {
  name: "toy",
  title: "Toy",
  version: "1.0.0",
  description: "Toy",
  instructions: "",
  vendor: defineVendor({
    name: "toy",
    title: "Toy",
    settings: z.object({}),
    scopes: {},
    baseline: [],
    endpoint: () => ({ hosts: [] }),
    authorize: () => {},
    operatorCredential: () => undefined,
    client: () => undefined,
    identify: async () => ({ subject: "toy:1", login: "ada", host: "toy", kind: "pat" }),
    explain: () => undefined,
  }),
  reach: { one: "repository", many: "repositories", example: "acme/*", fields: ["owner", "repo"] },
  toolsets: {
    issues: {
      title: "Issues",
      description: "Issues",
      tools: [
        defineTool({
          name: "get_issue",
          title: "Get issue",
          description: "Read an issue.",
          access: "read",
          scopes: [],
          input: z.object({}),
          output: z.object({}),
          run: async () => ({}),
        }),
      ],
    },
  },
  defaultTools: ["get_issue"],
};

function setUp(channel: Channel = memoryChannel(), store = memoryStore()) {
  const events: AuditEvent[] = [];
  const note = async (event: AuditEvent) => void events.push(event);
  const book = createPolicyBook({
    connector,
    store,
    channel,
    audit: { intend: note, settle: note },
    onError: () => {},
  });
  const heard: (string | undefined)[] = [];
  book.onChange((id) => void heard.push(id));
  return { book, events, heard, store };
}

test("what nobody has written is what the operator allows, and is looked up once", async () => {
  const { book, store } = setUp();
  let reads = 0;
  const get = store.get;
  store.get = (key) => ((reads += 1), get(key));
  expect(await book.read("c1")).toEqual({});
  await book.read("c1");
  expect(reads).toBe(1);
});

test("a policy is kept, and the change is on record with who made it", async () => {
  const { book, events, heard } = setUp();
  await book.read("c1");
  const policy = { access: "read", allow: { read: ["acme/*"] } };
  const { changed } = await book.write("c1", policy, ADA);
  expect(changed).toEqual(["access", "allow"]);
  expect(await book.read("c1")).toEqual(policy);
  expect(heard).toEqual(["c1"]);
  const change = {
    action: "policy.change",
    actor: { tenant: "t", subject: "ada" },
    connection: "c1",
    requestId: "r1",
    args: { access: { before: null, after: "read" } },
  };
  expect(events).toMatchObject([
    { ...change, phase: "intent" },
    { ...change, phase: "outcome", opId: events[0]?.opId, result: { status: "ok" } },
  ]);
  expect(events[0]?.result).toBeUndefined();
  expect((await book.write("c1", policy, ADA)).changed).toEqual([]);
  expect(events).toHaveLength(2);
});

test("a change that nobody knows to be kept is on record as that", async () => {
  const { book, events, store } = setUp();
  store.set = async () => {
    throw new Error("full");
  };
  await expect(book.write("c1", { access: "read" }, ADA)).rejects.toThrow("full");
  expect(events.map(({ phase, result }) => [phase, result?.status])).toEqual([
    ["intent", undefined],
    ["outcome", "unknown"],
  ]);
});

test("what cannot be put on record does not change", async () => {
  const store = memoryStore();
  const fails = async () => {
    throw new Error("full");
  };
  const audit = { intend: fails, settle: fails };
  const book = createPolicyBook({ connector, store, channel: memoryChannel(), audit, onError: () => {} });
  await expect(book.write("c1", { access: "read" }, ADA)).rejects.toThrow("full");
  expect(await book.read("c1")).toEqual({});
});

test("names that the connector does not have are refused, each with what was meant", async () => {
  const { book } = setUp();
  const wrong = {
    toolsets: ["isues"],
    tools: { get_isue: false },
    limits: [{ tool: "drop_all", perDay: 1 }],
    allow: { write: ["acme"] },
  };
  const error = await book.write("c1", wrong, ADA).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(PolicyError);
  expect((error as PolicyError).problems).toEqual([
    'There is no toolset "isues". Did you mean "issues"?',
    'There is no tool "get_isue". Did you mean "get_issue"?',
    'There is no tool "drop_all".',
    '"acme" can match none of the repositories. Write it like acme/*.',
  ]);
  await expect(book.write("c1", { acess: "read" }, ADA)).rejects.toThrow("acess");
  await expect(book.write("c1", { limits: [{ tool: "*" }] }, ADA)).rejects.toThrow("perMinute");
  expect(await book.read("c1")).toEqual({});
});

test("other replicas obey a change as soon as they hear of it", async () => {
  const channel = memoryChannel();
  const one = setUp(channel);
  const other = setUp(channel, one.store);
  await other.book.read("c1");
  await one.book.write("c1", { access: "read" }, ADA);
  await expect.poll(() => other.book.read("c1")).toEqual({ access: "read" });
  expect(other.heard).toEqual(["c1"]);
  await one.book.remove("c1");
  await expect.poll(() => other.book.read("c1")).toEqual({});
  expect(one.heard).toEqual(["c1", "c1"]);
});

test("after a gap nothing that was in memory is believed", async () => {
  const gaps: (() => void)[] = [];
  const channel: Channel = {
    send: () => {},
    listen: () => () => {},
    onGap: (listener) => (gaps.push(listener), () => {}),
    reaches: async () => false,
    ready: async () => {},
  };
  const one = setUp(channel);
  const other = setUp(channel, one.store);
  await other.book.read("c1");
  await one.book.write("c1", { access: "read" }, ADA);
  expect(await other.book.read("c1")).toEqual({});
  for (const gap of gaps) gap();
  expect(await other.book.read("c1")).toEqual({ access: "read" });
  expect(other.heard).toEqual([undefined]);
});

test("what was read while it changed is not remembered", async () => {
  const { book, store } = setUp();
  const get = store.get;
  const late = Promise.withResolvers<void>();
  store.get = async (key) => {
    const value = await get(key);
    await late.promise;
    return value;
  };
  const reading = book.read("c1");
  store.get = get;
  await book.write("c1", { access: "read" }, ADA);
  late.resolve();
  await reading;
  expect(await book.read("c1")).toEqual({ access: "read" });
});

test("goes along with a client that moves to another connection, unless that one has its own", async () => {
  const { book, heard, events } = setUp();
  await book.write("c1", { access: "read" }, ADA);
  await book.write("c3", { access: "write" }, ADA);
  events.length = 0;
  await book.carry("c1", "c2", ADA);
  await book.carry("c1", "c3", ADA);
  await book.carry("c4", "c5", ADA);
  const args = { access: { before: null, after: "read" } };
  expect(events).toMatchObject([
    { action: "policy.change", phase: "intent", connection: "c2", args },
    { action: "policy.change", phase: "outcome", connection: "c2", args, result: { status: "ok" } },
  ]);
  const read = await Promise.all(["c1", "c2", "c3", "c5"].map((id) => book.read(id)));
  expect(read).toEqual([{ access: "read" }, { access: "read" }, { access: "write" }, {}]);
  expect(heard).toEqual(["c1", "c3", "c2"]);
});
