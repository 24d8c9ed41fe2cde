import { ToolError, type AnyTool, type Preview, type ToolContext } from "@fairlead/core";
import { startGithub, type GithubStandIn, type LoggedRequest } from "@fairlead/sandbox/github";
import { afterAll, beforeAll, beforeEach } from "vitest";
import type { z } from "zod";
import { githubClient, type GithubClient } from "../src/client/github-client.ts";
import { github } from "../src/connector.ts";
import { settings } from "../src/settings.ts";
import { githubVendor } from "../src/vendor.ts";
import { plainFetch, type PlannedWrite } from "./plain-fetch.ts";

type Person = keyof GithubStandIn["tokens"];

/** A call's outcome, as a client sees it. */
export interface Called {
  structured: Record<string, unknown>;
  text: string;
  isError: boolean;
  code: string | undefined;
}

export interface GithubUnderTest {
  readonly standIn: GithubStandIn;
  /** Calls a tool with its arguments as a client sends them, signed in as a person of the stand-in. */
  call(name: string, args: Record<string, unknown>, options?: { as?: Person }): Promise<Called>;
  /** Requests that reached the stand-in, who-am-I aside. */
  sent(): readonly LoggedRequest[];
  /** What reached the stand-in and changed something: `POST /repos/…`, or the name of a GraphQL mutation. */
  writes(): string[];
  /** The client that tools get. */
  client(as?: Person): GithubClient;
}

const DEFAULT_BUDGET = 6_000;

/** A stand-in for the tests of one file, seeded anew before each of them, and the connector's tools on top of it. */
export function useGithub(): GithubUnderTest {
  let standIn: GithubStandIn | undefined;
  const running = (): GithubStandIn => {
    if (!standIn) throw new Error("the stand-in runs inside tests only");
    return standIn;
  };
  const clientOf = (as: Person, planned?: PlannedWrite[]) => {
    const config = settings.parse({ host: running().url });
    return githubClient({ settings: config, fetch: plainFetch(config, running().tokens[as], planned) });
  };
  beforeAll(async () => {
    standIn = await startGithub();
  });
  beforeEach(() => running().control.reset());
  afterAll(() => standIn?.close());
  return {
    get standIn() {
      return running();
    },
    sent: () =>
      running()
        .control.requests()
        .filter(({ path }) => path !== "/user"),
    writes: () => running().control.requests().flatMap(writeOf),
    client: (as = "mlind") => clientOf(as),
    call: (name, args, { as = "mlind" } = {}) => callTool(toolOf(name), args, (planned) => clientOf(as, planned)),
  };
}

function writeOf({ method, path, body }: LoggedRequest): string[] {
  if (path !== "/graphql") return method === "GET" || method === "HEAD" ? [] : [`${method} ${path}`];
  const mutation = /^mutation (\w+)/.exec((body as { query: string }).query)?.[1];
  return mutation === undefined ? [] : [mutation];
}

function toolOf(name: string): AnyTool {
  const tools = Object.values(github.toolsets).flatMap((toolset) => toolset.tools);
  const tool = tools.find((candidate) => candidate.name === name);
  if (!tool) throw new Error(`no tool ${name}`);
  return tool;
}

async function callTool(
  tool: AnyTool,
  args: Record<string, unknown>,
  clientFor: (planned?: PlannedWrite[]) => GithubClient,
): Promise<Called> {
  const { dry_run: dryRun = false, idempotency_key: _key, confirm: _confirm, ...own } = args;
  const planned: PlannedWrite[] | undefined = dryRun === true ? [] : undefined;
  const preview: Preview = {};
  try {
    const input = parse(tool.input.strict(), own);
    const context = contextOf(clientFor(planned), planned !== undefined, preview, input["max_tokens"]);
    const output = tool.output.parse(await tool.run(input as never, context as never));
    return planned ? previewed(planned, preview) : succeeded(tool, output);
  } catch (error) {
    return planned && planned.length > 0 ? previewed(planned, preview) : failed(error);
  }
}

function parse(schema: z.ZodObject, args: Record<string, unknown>): Record<string, unknown> {
  const parsed = schema.safeParse(args);
  if (!parsed.success) throw new ToolError("invalid_input", parsed.error.message);
  return parsed.data;
}

function contextOf(
  client: GithubClient,
  dryRun: boolean,
  preview: Preview,
  maxTokens: unknown,
): ToolContext<GithubClient> {
  return {
    client,
    connection: { id: "test", identity: undefined },
    signal: new AbortController().signal,
    budget: typeof maxTokens === "number" ? maxTokens : DEFAULT_BUDGET,
    dryRun,
    preview: (facts) => void Object.assign(preview, facts),
    progress: nothing,
    answers: {},
    canAsk: () => false,
    closeStream: nothing,
    state: undefined,
    log: nothing,
    notify: { toolsChanged: nothing, promptsChanged: nothing, resourcesChanged: nothing, resourceUpdated: nothing },
  };
}

function previewed(planned: readonly PlannedWrite[], facts: Preview): Called {
  const structured = { preview: { ...(planned.length > 0 && { request: planned }), ...facts } };
  return { structured, text: JSON.stringify(structured), isError: false, code: undefined };
}

function succeeded(tool: AnyTool, output: Record<string, unknown>): Called {
  const structured = JSON.parse(JSON.stringify(output)) as Record<string, unknown>;
  return { structured, text: tool.text?.(output as never) ?? JSON.stringify(output), isError: false, code: undefined };
}

/** As the core writes a failed call: the facts stand in the text. */
function failed(error: unknown): Called {
  const known = error instanceof ToolError ? error : githubVendor.explain(error);
  if (!known) throw error;
  const { retryAfterS, link, scopes, details } = known.facts;
  const facts = Object.entries({ retry_after_s: retryAfterS, link, scopes: scopes?.join(" "), ...details })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${typeof value === "string" ? value : JSON.stringify(value)}`);
  const text = [`${known.code}: ${known.message}`, ...facts].join("\n");
  return { structured: {}, text, isError: true, code: known.code };
}

function nothing(): void {}
