import { startGithub, type GithubStandIn, type LoggedRequest } from "@fairlead/sandbox/github";
import {
  callAny,
  connectClient,
  startConnector,
  type Called,
  type RunningConnector,
  type TestClient,
} from "@fairlead/testkit";
import { addGuardTotals, guardOrSay, type Guard } from "@fairlead/testkit/guard";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { githubClient, type GithubClient } from "../src/client/github-client.ts";
import { github } from "../src/connector.ts";
import { settings } from "../src/settings.ts";
import { guardExceptions } from "./guard-exceptions.ts";
import { plainFetch } from "./plain-fetch.ts";

type Person = keyof GithubStandIn["tokens"];

export interface GithubUnderTest {
  readonly standIn: GithubStandIn;
  /** Calls a tool as a client does: over HTTP, through every stage, signed in as a person of the stand-in. */
  call(name: string, args: Record<string, unknown>, options?: { as?: Person }): Promise<Called>;
  /** Requests that reached the stand-in, who-am-I aside. */
  sent(): readonly LoggedRequest[];
  /** What reached the stand-in and changed something: `POST /repos/…`, or the name of a GraphQL mutation. */
  writes(): string[];
  /** A client of the connector, signed in as that person: for resources, prompts and completions. */
  connect(as?: Person): Promise<TestClient>;
  /** The client that tools get, for tests of what lies below them. */
  client(as?: Person): GithubClient;
}

/**
 * A stand-in for the tests of one file, seeded anew before each of them, and the connector on top of it. Every request
 * and response between the two is held to GitHub's own API description.
 */
export function useGithub(): GithubUnderTest {
  const people = new Map<Person, { running: RunningConnector; client: TestClient }>();
  const called = new Set<string>();
  let standIn: GithubStandIn | undefined;
  let guard: Guard | undefined;
  const world = (): GithubStandIn => {
    if (standIn === undefined) throw new Error("the stand-in runs inside tests only");
    return standIn;
  };

  beforeAll(async () => {
    guard = await guardOrSay("github", "GitHub", {
      ignore: ({ path }) => path === "/graphql",
      exceptions: guardExceptions,
    });
    standIn = await startGithub({ onExchange: (exchange) => void (exchange.faulted || guard?.check(exchange)) });
  });
  beforeEach(() => world().control.reset());
  // A reset changes the past: what the connector remembers of it would be wrong.
  afterEach(async () => {
    for (const { running, client } of people.values()) {
      await client.close();
      await running.close();
    }
    people.clear();
  });
  afterAll(async () => {
    await standIn?.close();
    if (guard === undefined) return;
    addGuardTotals(guard, called, "GitHub");
    guard.assertClean();
  });

  const clientOf = async (person: Person): Promise<TestClient> => {
    const known = people.get(person);
    if (known !== undefined) return known.client;
    const running = await startConnector(github, {
      GITHUB_HOST: world().url,
      GITHUB_TOKEN: world().tokens[person],
      // Logs are on the stand-in's second origin.
      GITHUB_DOWNLOAD_HOSTS: new URL(world().world.urls.blobs).host,
    });
    const client = await connectClient(`${running.mcpUrl}/lazy`, "2026-07-28");
    people.set(person, { running, client });
    return client;
  };
  return {
    get standIn() {
      return world();
    },
    sent: () =>
      world()
        .control.requests()
        .filter(({ path }) => path !== "/user"),
    writes: () => world().control.requests().flatMap(writeOf),
    connect: (as = "mlind") => clientOf(as),
    client: (as = "mlind") => {
      const config = settings.parse({ host: world().url });
      return githubClient({ settings: config, fetch: plainFetch(config, world().tokens[as]) });
    },
    async call(name, args, { as = "mlind" } = {}) {
      called.add(name);
      return callAny(await clientOf(as), name, args);
    },
  };
}

function writeOf({ method, path, body }: LoggedRequest): string[] {
  if (path !== "/graphql") return method === "GET" || method === "HEAD" ? [] : [`${method} ${path}`];
  const mutation = /^mutation (\w+)/.exec((body as { query: string }).query)?.[1];
  return mutation === undefined ? [] : [mutation];
}
