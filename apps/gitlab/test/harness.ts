import { startGitlab, type GitlabStandIn, type LoggedRequest } from "@fairlead/sandbox/gitlab";
import {
  callAny,
  connectClient,
  startConnector,
  type Called,
  type RunningConnector,
  type TestClient,
} from "@fairlead/testkit";
import { addGuardTotals, type Guard } from "@fairlead/testkit/guard";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { forgetInstances } from "../src/client/metadata.ts";
import { gitlab } from "../src/connector.ts";
import { described, theGuard } from "./guarded.ts";

type Person = keyof GitlabStandIn["tokens"];

export interface GitlabUnderTest {
  readonly standIn: GitlabStandIn;
  /** Calls a tool as a client does: over HTTP, through every stage, signed in as a person of the stand-in. */
  call(name: string, args: Record<string, unknown>, options?: { as?: Person }): Promise<Called>;
  /** Requests that reached the stand-in, who-am-I aside. */
  sent(): readonly LoggedRequest[];
  /** What reached the stand-in and changed something: `POST /projects/…`, with its body. */
  writes(): LoggedRequest[];
  /** A client of the connector, signed in as that person: for resources, prompts and completions. */
  connect(as?: Person): Promise<TestClient>;
}

const WHO_AM_I = new Set(["/user", "/personal_access_tokens/self", "/metadata"]);

/**
 * A stand-in for the tests of one file, seeded anew before each of them, and one connector on top of it for everybody, which
 * ends with the test: what it remembers would be of another past.
 * Every request and answer between the two is held to GitLab's own API description.
 */
export function useGitlab(): GitlabUnderTest {
  const people = new Map<Person, TestClient>();
  const called = new Set<string>();
  let standIn: GitlabStandIn | undefined;
  let running: Promise<RunningConnector> | undefined;
  let guard: Guard | undefined;
  const world = (): GitlabStandIn => {
    if (standIn === undefined) throw new Error("the stand-in runs inside tests only");
    return standIn;
  };

  beforeAll(async () => {
    guard = await theGuard();
    standIn = await startGitlab({
      onExchange: (exchange) => void (exchange.faulted || guard?.check(described(exchange))),
    });
  });
  beforeEach(() => {
    world().control.reset();
    forgetInstances();
  });
  afterEach(async () => {
    for (const client of people.values()) await client.close();
    people.clear();
    await (await running)?.close();
    running = undefined;
  });
  afterAll(async () => {
    await standIn?.close();
    if (guard === undefined) return;
    addGuardTotals(guard, called, "GitLab");
    guard.assertClean();
  });

  const start = () =>
    startConnector(gitlab, {
      GITLAB_URL: world().url,
      AUTH_UPSTREAM_TOKEN: "on",
      LOG_LEVEL: "error",
      // A test may change the past: nothing of it may stand in for an answer.
      CACHE_STALE_IF_ERROR_MS: "0",
      GITLAB_SEARCHES_PER_MINUTE: "0",
    });
  const connect = async (as: Person = "mlind"): Promise<TestClient> => {
    const known = people.get(as);
    if (known !== undefined) return known;
    const headers = { "x-upstream-token": world().tokens[as] };
    running ??= start();
    const client = await connectClient(`${(await running).mcpUrl}/lazy`, "2026-07-28", { headers });
    people.set(as, client);
    return client;
  };
  const sent = () =>
    world()
      .control.requests()
      .filter(({ path }) => !WHO_AM_I.has(path));
  return {
    get standIn() {
      return world();
    },
    sent,
    writes: () => sent().filter(({ method, path }) => method !== "GET" && path !== "/graphql"),
    connect,
    async call(name, args, { as = "mlind" } = {}) {
      called.add(name);
      return callAny(await connect(as), name, args);
    },
  };
}
