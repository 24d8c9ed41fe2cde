import { startGitlab, type GitlabStandIn, type LoggedRequest } from "@fairlead/sandbox/gitlab";
import {
  asModel,
  connectClient,
  isSentWrite,
  startConnector,
  type Answerer,
  type Era,
  type ModelCall,
  type RunningConnector,
  type TestClient,
} from "@fairlead/testkit";
import { addGuardTotals, type Guard } from "@fairlead/testkit/guard";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { forgetInstances } from "../../src/client/metadata.ts";
import { gitlab } from "../../src/connector.ts";
import { described, theGuard } from "../guarded.ts";

export type Person = keyof GitlabStandIn["tokens"];

export const storefront = { project: "harbor/storefront" };
export const docs = { project: "harbor/docs" };

/** A person at an MCP client, in front of a connector of her own. */
export interface StoryClient {
  readonly client: TestClient;
  readonly running: RunningConnector;
  readonly call: ModelCall;
}

export interface Story {
  readonly standIn: GitlabStandIn;
  /**
   * Starts a connector for the token of a person, and connects a client of that era to it. Both end with the test.
   *
   * @param options.at One that `start` has started, in place of one of her own.
   * @param options.url What follows /mcp, such as "/readonly".
   * @param options.answer What she says when she is asked; without it, her client cannot ask.
   */
  connect(
    era: Era,
    options?: {
      as?: Person;
      token?: string;
      at?: RunningConnector;
      url?: string;
      answer?: Answerer;
      env?: Record<string, string>;
    },
  ): Promise<StoryClient>;
  /** Starts a connector for everybody: each client brings the token of its person. */
  start(env?: Record<string, string>): Promise<RunningConnector>;
  /** Requests that reached the stand-in, who-am-I aside. */
  sent(): LoggedRequest[];
  /** Those of them that change something. */
  writes(): LoggedRequest[];
}

const WHO_AM_I = new Set(["/user", "/personal_access_tokens/self", "/metadata"]);

/**
 * A stand-in for the tests of one file, seeded anew before each of them. Every request that reaches it is held to
 * GitLab's own API description.
 */
export function useStory(): Story {
  const open: { close(): Promise<unknown> }[] = [];
  const called = new Set<string>();
  let started: GitlabStandIn | undefined;
  let guard: Guard | undefined;
  const standIn = (): GitlabStandIn => {
    if (started === undefined) throw new Error("the stand-in runs inside tests only");
    return started;
  };
  const sent = () =>
    standIn()
      .control.requests()
      .filter(({ path }) => !WHO_AM_I.has(path));

  beforeAll(async () => {
    guard = await theGuard();
    started = await startGitlab({
      onExchange: (exchange) => void (exchange.faulted || guard?.check(described(exchange))),
    });
  });
  beforeEach(() => {
    standIn().control.reset();
    forgetInstances();
  });
  afterEach(async () => {
    // Clients before what they are connected to.
    for (const each of open.splice(0).toReversed()) await each.close();
  });
  afterAll(async () => {
    await started?.close();
    if (guard === undefined) return;
    addGuardTotals(guard, called, "GitLab");
    guard.assertClean();
  });

  return {
    get standIn() {
      return standIn();
    },
    async start(env = {}) {
      const settings = { GITLAB_URL: standIn().url, AUTH_UPSTREAM_TOKEN: "on", LOG_LEVEL: "error", ...env };
      const running = await startConnector(gitlab, settings);
      open.push(running);
      return running;
    },
    async connect(era, { as = "mlind", token = standIn().tokens[as], at, url = "", answer, env = {} } = {}) {
      const settings = { ...standIn().env(), GITLAB_TOKEN: token, LOG_LEVEL: "error", ...env };
      const running = at ?? (await startConnector(gitlab, settings));
      if (at === undefined) open.push(running);
      const client = await connectClient(`${running.mcpUrl}${url}`, era, {
        ...(at !== undefined && { headers: { "x-upstream-token": token } }),
        ...(answer !== undefined && { answer }),
      });
      open.push(client);
      const call = await asModel(client);
      return {
        client,
        running,
        call(name, args, options) {
          called.add(name);
          return call(name, args, options);
        },
      };
    },
    sent,
    writes: () => sent().filter(isSentWrite),
  };
}

/** The head of a merge request, as a model reads it before it merges. */
export async function headOf({ call }: StoryClient, iid: number): Promise<string> {
  const { structured } = await call("get_merge_request", { ...storefront, iid });
  return String(structured["head_sha"] ?? structured["sha"]);
}
