import type { Connector } from "@fairlead/core";
import { describe, expect, test } from "vitest";
import { connectClient } from "../clients/connect-client.ts";
import type { CallResult, TestClient } from "../clients/test-client.ts";
import { startConnector } from "../running-connector.ts";

type Args = Record<string, unknown>;

/** A call of any tool, through a client of the connector under test. */
export type AnyCall = (name: string, args: Args) => Promise<CallResult>;

/** A request as the stand-in has logged it. */
interface SentRequest {
  method: string;
  path: string;
  body?: unknown;
}

/** A stand-in of its own, freshly seeded. */
export interface SafetyWorld<Trouble extends object> {
  /** The settings that lead there. */
  env(): Record<string, string>;
  /** Makes that happen to every write. */
  strike(trouble: Trouble): void;
  /** Requests so far. */
  requests(): readonly SentRequest[];
  close(): Promise<void>;
}

export interface WriteSafety<Trouble extends object> {
  /** Arguments that make each writing tool write. Those that need ids read them first. */
  calls: Readonly<Record<string, (call: AnyCall) => Promise<Args> | Args>>;
  /** What may happen to a write on its way, by name. */
  troubles: Readonly<Record<string, Trouble>>;
  /** Called once by each test. */
  world(): Promise<SafetyWorld<Trouble>>;
}

/** So that an answer that never comes does not take a minute. */
const SHORT = { LIMIT_CALL_TIMEOUT_MS: "1500" };

/** No tool of a connector writes as a dry run, nor twice, whatever happens to the write. As a vitest suite. */
export function writeSafetySuite<Trouble extends object>(connector: Connector, safety: WriteSafety<Trouble>): void {
  const writes = Object.values(connector.toolsets)
    .flatMap(({ tools }) => tools)
    .filter(({ access }) => access !== "read")
    .map(({ name }) => name);

  type World = SafetyWorld<Trouble>;
  /** A connector that remembers nothing of before. */
  const connected = async <T>(env: Record<string, string>, work: (call: AnyCall) => Promise<T>): Promise<T> => {
    const running = await startConnector(connector, { ...env, LOG_LEVEL: "error" });
    let client: TestClient | undefined;
    try {
      const opened = await connectClient(`${running.mcpUrl}/lazy`, "2026-07-28");
      client = opened;
      return await work((name, args) => opened.call("call_tool", { name, arguments: args }));
    } finally {
      await client?.close();
      await running.close();
    }
  };
  const inWorld = async (work: (world: World) => Promise<void>): Promise<void> => {
    const world = await safety.world();
    try {
      await work(world);
    } finally {
      await world.close();
    }
  };
  const inFreshWorld = (work: (call: AnyCall, world: World) => Promise<void>): Promise<void> =>
    inWorld((world) => connected(world.env(), (call) => work(call, world)));
  const argsOf = async (tool: string, call: AnyCall): Promise<Args> => (await safety.calls[tool]?.(call)) ?? {};
  /** Writes as they arrived, with their bodies: two alike are one too many. */
  const sentWrites = (world: SafetyWorld<Trouble>) =>
    world
      .requests()
      .filter(isSentWrite)
      .map(({ method, path, body }) => `${method} ${path} ${JSON.stringify(body ?? null)}`);

  test("every writing tool is in the table", () => {
    expect(Object.keys(safety.calls).toSorted()).toEqual(writes.toSorted());
  });

  // Most of their time they wait for what does not come: each has a world of its own, and they wait together.
  describe.concurrent.each(writes)("%s", (tool) => {
    test("sends nothing but reads as a dry run", () =>
      inFreshWorld(async (call, world) => {
        const result = await call(tool, { ...(await argsOf(tool, call)), dry_run: true, confirm: undefined });
        expect(result.structured, result.text).toHaveProperty("preview");
        expect(sentWrites(world)).toEqual([]);
      }));

    test("writes when it is meant", () =>
      inFreshWorld(async (call, world) => {
        const result = await call(tool, await argsOf(tool, call));
        expect(result.isError, result.text).toBe(false);
        expect(sentWrites(world)).not.toEqual([]);
        expect(repeated(sentWrites(world))).toEqual([]);
      }));

    test.each(Object.entries(safety.troubles))("sends no write twice after %s", (_name, trouble) =>
      inWorld(async (world) => {
        // What is read for the arguments may take its time on a busy machine; an answer that never comes may not.
        const args = await connected(world.env(), (call) => argsOf(tool, call));
        await connected({ ...world.env(), ...("hang" in trouble && SHORT) }, async (call) => {
          world.strike(trouble);
          await call(tool, args);
          expect(sentWrites(world)).not.toEqual([]);
          expect(repeated(sentWrites(world))).toEqual([]);
        });
      }),
    );
  });
}

/** Whether a request of REST, or of GraphQL at `/graphql`, changes something. */
export function isSentWrite({ method, path, body }: SentRequest): boolean {
  if (path === "/graphql") return /^\s*mutation\b/.test((body as { query?: string } | undefined)?.query ?? "");
  return method !== "GET" && method !== "HEAD";
}

function repeated(rows: readonly string[]): string[] {
  return rows.filter((row, index) => rows.indexOf(row) !== index);
}
