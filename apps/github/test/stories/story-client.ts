import { startGithub, type GithubStandIn, type LoggedRequest } from "@fairlead/sandbox/github";
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
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { github } from "../../src/connector.ts";

export type Person = keyof GithubStandIn["tokens"];

export const storefront = { owner: "harbor", repo: "storefront" };

/** A person at an MCP client, in front of a connector of her own. */
export interface StoryClient {
  readonly client: TestClient;
  readonly running: RunningConnector;
  readonly call: ModelCall;
}

export interface Story {
  readonly standIn: GithubStandIn;
  /**
   * Starts a connector for the token of a person, and connects a client of that era to it. Both end with the test.
   *
   * @param options.url What follows /mcp, such as "/readonly".
   * @param options.answer What she says when she is asked; without it, her client cannot ask.
   */
  connect(
    era: Era,
    options?: { as?: Person; token?: string; url?: string; answer?: Answerer; env?: Record<string, string> },
  ): Promise<StoryClient>;
  /** Requests that reached the stand-in, who-am-I aside. */
  sent(): LoggedRequest[];
  /** Those of them that change something. */
  writes(): LoggedRequest[];
}

/**
 * A stand-in for the stories of one file, seeded anew before each test. The stories begin with 2: signing in, the first
 * one, needs more than an operator's token and is not told here.
 */
export function useStory(): Story {
  const open: StoryClient[] = [];
  let started: GithubStandIn | undefined;
  const standIn = (): GithubStandIn => {
    if (started === undefined) throw new Error("the stand-in runs inside tests only");
    return started;
  };
  const sent = () =>
    standIn()
      .control.requests()
      .filter(({ path }) => path !== "/user");

  beforeAll(async () => {
    started = await startGithub();
  });
  beforeEach(() => standIn().control.reset());
  afterEach(async () => {
    for (const { client, running } of open.splice(0)) {
      await client.close();
      await running.close();
    }
  });
  afterAll(() => started?.close());

  return {
    get standIn() {
      return standIn();
    },
    async connect(era, { as = "mlind", token = standIn().tokens[as], url = "", answer, env = {} } = {}) {
      const settings = { ...standIn().env(), GITHUB_TOKEN: token, LOG_LEVEL: "error", ...env };
      const running = await startConnector(github, settings);
      const client = await connectClient(`${running.mcpUrl}${url}`, era, answer === undefined ? {} : { answer });
      const call = await asModel(client);
      const made: StoryClient = { client, running, call };
      open.push(made);
      return made;
    },
    sent,
    writes: () => sent().filter(isSentWrite),
  };
}

/** The head of a pull request, as a model reads it before it merges. */
export async function headOf({ call }: StoryClient, number: number): Promise<string> {
  const { structured } = await call("get_pull_request", { ...storefront, number });
  return (structured["head"] as { sha: string }).sha;
}
