import { expect, test } from "vitest";
import type { AuditEvent } from "../../audit/index.ts";
import type { Operator, OperatorDesk } from "./operator-desk.ts";
import type { OperatorPages } from "./operator-parts.ts";
import { operatorRoutes } from "./operator-routes.ts";

const LINKS = { style: "/pages.css", copy: "/copy.js", index: undefined };
const OPERATOR: Operator = { name: "ada", subject: "github:github.com:1", csrf: "proof" };
const rowOf = (id: string) => ({
  id,
  connector: "github",
  login: `login-${id}`,
  host: "github.com",
  subject: `github:${id}`,
  status: "active",
  authKind: "oauth",
  lastUsedAtMs: 0,
});

/** The pages over as many connections; `fails` is what the audit log throws, `breaks` what the end of a connection does. */
function setUp(
  ids: readonly string[],
  options: { fails?: Error; breaks?: Error; operator?: Operator | undefined } = {},
) {
  const { fails, breaks } = options;
  const operator = "operator" in options ? options.operator : OPERATOR;
  const kept = new Map(ids.toSorted().map((id) => [id, rowOf(id)]));
  const recorded: AuditEvent[] = [];
  let form: URLSearchParams | undefined;
  const record = async (event: AuditEvent) => {
    if (fails !== undefined) throw fails;
    recorded.push(event);
  };
  const connections = {
    page: async (after = "", limit = 100) => [...kept.values()].filter(({ id }) => id > after).slice(0, limit),
    async end(id: string, before: (row: unknown) => Promise<void>) {
      const row = kept.get(id);
      if (row === undefined) return undefined;
      await before(row);
      if (breaks !== undefined) throw breaks;
      kept.delete(id);
      return row;
    },
  };
  const desk: Partial<OperatorDesk> = {
    home: "/operator",
    operator: () => operator,
    stranger: () => ({ csrf: "proof" }),
    form: async () => form,
    trySignIn: async (_ctx, password) => (password === "busy" ? "busy" : password === "right"),
  };
  const parts = {
    audit: { log: { note: record, intend: record, settle: record } },
    connectors: [{ connector: { name: "github", title: "GitHub" }, desk: { connections }, path: "" }],
  };
  const routes = operatorRoutes({ parts, desk, links: LINKS } as unknown as OperatorPages);
  const ask = async (method: "GET" | "POST", query: Record<string, string>) => {
    const answer = { status: 404, body: "", headers: {} as Record<string, string> };
    const ctx = Object.assign(answer, {
      query,
      state: { requestId: "r1" },
      set: (headers: Record<string, string> | string, value = "") =>
        Object.assign(answer.headers, typeof headers === "string" ? { [headers]: value } : headers),
    });
    await routes.find((route) => route.methods.includes(method) && route.path === "/operator")?.handle(ctx as never);
    return answer;
  };
  return {
    recorded,
    kept,
    open: (query: Record<string, string> = {}) => ask("GET", query),
    post: (fields: Record<string, string>) => {
      form = new URLSearchParams(fields);
      return ask("POST", {});
    },
  };
}

const ids = (count: number) => Array.from({ length: count }, (_, at) => `c${String(at).padStart(3, "0")}`);
const shown = (body: string) => [...body.matchAll(/<bdi>login-(c\d+)<\/bdi>/g)].map(([, id]) => id);
const links = (body: string) => [...body.matchAll(/<a class="button[^"]*" href="([^"]+)"/g)].map(([, href]) => href);

test("connections come fifty at a time, with a way on until the last and a way back to the first", async () => {
  const { open } = setUp(ids(100));
  const first = await open();
  expect(shown(first.body)).toEqual(ids(100).slice(0, 50));
  expect(links(first.body)).toEqual(["/operator?connector=github&amp;after=c049"]);
  const second = await open({ connector: "github", after: "c049" });
  expect(shown(second.body)).toEqual(ids(100).slice(50));
  expect(links(second.body)).toEqual(["/operator"]);
  const behind = await open({ connector: "github", after: "c099" });
  expect(behind.body).toContain("There are no more.");
  expect(links(behind.body)).toEqual(["/operator"]);
  expect((await setUp([]).open()).body).toContain("Nothing is connected.");
});

test("the end of a connection is on record before it happens, by the name of the list, or it does not happen", async () => {
  const { post, recorded, kept } = setUp(["c1", "c2"]);
  const answer = await post({ choice: "end", connector: "github", connection: "c1" });
  expect([answer.status, answer.headers["location"]]).toEqual([303, "/operator?done=ended#done"]);
  expect([...kept.keys()]).toEqual(["c2"]);
  const about = {
    action: "operator.connection_ended",
    connection: "c1",
    actor: { subject: "operator:github:github.com:1" },
  };
  expect(recorded).toMatchObject([
    { ...about, phase: "intent" },
    { ...about, phase: "outcome", opId: recorded[0]?.opId, result: { status: "ok" } },
  ]);
  expect(recorded[0]?.result).toBeUndefined();
  expect((await post({ choice: "end", connector: "github", connection: "c1" })).status).toBe(400);
  expect(recorded).toHaveLength(2);
  const broken = setUp(["c1"], { fails: new Error("The log is away.") });
  await expect(broken.post({ choice: "end", connector: "github", connection: "c1" })).rejects.toThrow("away");
  expect([...broken.kept.keys()]).toEqual(["c1"]);
});

test("an end that breaks off is not on record as one that went well", async () => {
  const { post, recorded } = setUp(["c1"], { breaks: new Error("The store is away.") });
  await expect(post({ choice: "end", connector: "github", connection: "c1" })).rejects.toThrow("away");
  expect(recorded.map(({ phase, result }) => [phase, result?.status])).toEqual([
    ["intent", undefined],
    ["outcome", "unknown"],
  ]);
});

test("a sign-in form that was left open in another tab ends nothing", async () => {
  const { post } = setUp(["c1"]);
  const answer = await post({ choice: "sign-in", password: "right" });
  expect([answer.status, answer.headers["location"]]).toEqual([303, "/operator"]);
});

test("tries of a password are on record, those that are not even tried are not", async () => {
  const { post, recorded } = setUp([], { operator: undefined });
  const statuses: number[] = [];
  for (const password of ["wrong", "busy", "busy", "right"]) {
    statuses.push((await post({ choice: "sign-in", password })).status);
  }
  expect(statuses).toEqual([403, 429, 429, 303]);
  expect(recorded.map(({ result }) => result?.status)).toEqual(["denied", "ok"]);
});
