import { z } from "zod";
import {
  content,
  defineConnector,
  definePrompt,
  defineResource,
  defineTool,
  defineVendor,
  listOf,
  page,
  ToolError,
  type AnyTool,
  type Connector,
  type ToolContext,
} from "../../connector/index.ts";

/** The client of the toy vendor: a shelf of notes behind HTTP. */
export interface Shelf {
  get(path: string): Promise<unknown>;
  post(path: string, body: unknown): Promise<unknown>;
}

const settings = z.object({ url: z.url() });

const toyVendor = defineVendor({
  name: "toy",
  title: "Toy",
  settings,
  scopes: {
    notes: { sentence: "Read and change notes", implies: ["notes:read"] },
    "notes:read": { sentence: "Read notes" },
  },
  baseline: ["notes"],
  endpoint: ({ url }) => ({ hosts: [new URL(url).host], allowLoopbackHttp: true }),
  authorize: (headers, { token }) => headers.set("authorization", `Bearer ${token}`),
  operatorCredential: () => ({ kind: "pat", token: "toy-token" }),
  client: ({ settings: { url }, fetch }): Shelf => {
    const send = async (path: string, init: RequestInit) => {
      const response = await fetch(new URL(path, url), init);
      if (!response.ok) throw new ShelfRefusal(response.status);
      return response.json();
    };
    return {
      get: (path) => send(path, {}),
      post: (path, body) =>
        send(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    };
  },
  identify: async () => ({ subject: "toy:1", login: "ada", host: "toy", kind: "pat" }),
  explain: (error) =>
    error instanceof ShelfRefusal ? new ToolError(codeOf(error.status), "The shelf refused.") : undefined,
});

/** What a vendor's SDK throws for an answer that is no success. */
class ShelfRefusal extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`shelf: ${status} at /srv/secret`);
    this.status = status;
  }
}

function codeOf(status: number) {
  if (status === 404) return "not_found";
  return status === 409 ? "conflict" : "upstream_unavailable";
}

const Note = z.object({ id: z.int(), text: z.string() });
const noteId = z.int().min(1).describe("Note");

const getNote = defineTool({
  name: "get_note",
  title: "Get note",
  description: "Read one note.",
  access: "read",
  scopes: ["notes:read"],
  freshMs: 60_000,
  input: z.object({ id: noteId.meta({ "x-mcp-header": "Note" }) }),
  output: Note,
  run: async ({ id }, { client }: ToolContext<Shelf>) => (await client.get(`/notes/${id}`)) as z.infer<typeof Note>,
});

const listNotes = defineTool({
  name: "list_notes",
  title: "List notes",
  description: "List notes.",
  access: "read",
  scopes: ["notes:read"],
  input: z.object({ ...page, long: z.boolean().default(false).describe("Long texts") }),
  output: listOf(Note),
  async run({ limit, cursor, long }) {
    const from = Number(cursor ?? "1");
    const last = Math.min(from + limit - 1, 250);
    const items = Array.from({ length: last - from + 1 }, (_, index) => ({
      id: from + index,
      text: long ? "words ".repeat(200) : `note ${from + index}`,
    }));
    return { items, ...(last < 250 && { next_cursor: String(last + 1) }) };
  },
});

const addNote = defineTool({
  name: "add_note",
  title: "Add note",
  description: "Add a note.",
  access: "write",
  scopes: ["notes"],
  input: z.object({ text: z.string().min(1).describe("Text") }),
  output: Note,
  run: async ({ text }, { client, preview }: ToolContext<Shelf>) => {
    preview({ after: { text } });
    return (await client.post("/notes", { text })) as z.infer<typeof Note>;
  },
});

const deleteNote = defineTool({
  name: "delete_note",
  title: "Delete note",
  description: "Delete a note.",
  access: "delete",
  scopes: ["notes"],
  confirm: ({ id }) => ({ target: `note ${id}`, question: `Delete note ${id} for good?` }),
  input: z.object({ id: noteId }),
  output: z.object({ id: z.int() }),
  run: async ({ id }, { client }: ToolContext<Shelf>) => {
    await client.post(`/notes/${id}/delete`, {});
    return { id };
  },
});

const countSlowly = defineTool({
  name: "count_slowly",
  title: "Count slowly",
  description: "Count with progress.",
  access: "read",
  scopes: [],
  input: z.object({ to: z.int().max(5).describe("Last number") }),
  output: z.object({ counted: z.int() }),
  async run({ to }, { progress }) {
    for (let done = 1; done <= to; done += 1) progress({ done, total: to, message: `at ${done}` });
    return { counted: to };
  },
});

const drawDot = defineTool({
  name: "draw_dot",
  title: "Draw dot",
  description: "Draw a dot.",
  access: "read",
  scopes: [],
  input: z.object({}),
  output: z.object({}),
  run: async () => content({ type: "image", data: "AAAA", mimeType: "image/png" }),
});

const breakDown = defineTool({
  name: "break_down",
  title: "Break down",
  description: "Fail inside.",
  access: "read",
  scopes: [],
  input: z.object({}),
  output: z.object({}),
  run: async () => {
    throw new Error("secret detail at /etc/passwd");
  },
});

/** The same vendor with other tools, all of them listed. */
export function toyWith(tools: readonly AnyTool[], more: Partial<Connector> = {}): Connector {
  const toolsets = { all: { title: "All", description: "All", tools } };
  return { ...toy, toolsets, defaultTools: tools.map(({ name }) => name), ...more };
}

/** A connector with one of everything, for the tests of the core. */
export const toy = defineConnector({
  name: "toy",
  title: "Toy",
  version: "1.2.3",
  description: "Notes on a shelf",
  instructions: "Read notes before you change them.",
  vendor: toyVendor,
  toolsets: {
    notes: { title: "Notes", description: "Notes", tools: [getNote, listNotes, addNote, deleteNote] },
    extras: { title: "Extras", description: "The rest", tools: [countSlowly, drawDot, breakDown] },
  },
  defaultTools: ["get_note", "list_notes", "add_note", "delete_note", "count_slowly"],
  spelling: { aliases: { note_id: "id", per_page: "limit" }, hints: { page: "Use cursor." } },
  resources: [
    defineResource({
      name: "shelf",
      title: "Shelf",
      description: "All notes",
      uri: "toy://shelf",
      mimeType: "text/plain",
      scopes: [],
      subscribe: true,
      read: async () => ({ text: "note 1\nnote 2" }),
    }),
    defineResource({
      name: "note",
      title: "Note",
      description: "One note",
      uri: "toy://notes/{id}",
      mimeType: "application/json",
      params: z.object({ id: z.coerce.number().int() }),
      scopes: [],
      read: async ({ id }, { client }: ToolContext<Shelf>) => ({
        text: JSON.stringify(await client.get(`/notes/${id}`)),
      }),
    }),
  ],
  prompts: [
    definePrompt({
      name: "summarise_note",
      title: "Summarise note",
      description: "Summarise a note.",
      arguments: z.object({ id: z.string().describe("Note") }),
      run: async ({ id }, { embed }) => [
        { role: "user", content: { type: "text", text: `Summarise note ${id}.` } },
        { role: "user", content: await embed(`toy://notes/${id}`) },
      ],
    }),
  ],
  completions: { id: async (typed) => ["1", "2", "12", "20"].filter((id) => id.startsWith(typed)) },
});
