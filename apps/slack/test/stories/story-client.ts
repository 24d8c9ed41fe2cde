import { startSlack, type LoggedRequest, type SlackStandIn } from "@fairlead/sandbox/slack";
import {
  asModel,
  connectClient,
  startConnector,
  type Answerer,
  type Era,
  type ModelCall,
  type RunningConnector,
  type TestClient,
} from "@fairlead/testkit";
import {
  createBrowser,
  createOAuthClient,
  randomAddress,
  signIn,
  type Browser,
  type OAuthClient,
} from "@fairlead/testkit/sign-in";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { slack } from "../../src/connector.ts";
import { isWrite } from "../harness.ts";

/** A person at an MCP client, signed in through the stand-in's page. */
export interface StoryClient {
  readonly client: TestClient;
  readonly call: ModelCall;
}

export interface Story {
  readonly standIn: SlackStandIn;
  readonly running: RunningConnector;
  browser(): Browser;
  oauthClient(url?: string): Promise<OAuthClient>;
  /** Signs a person in and connects a client of that era. */
  connect(era: Era, options?: { as?: string; url?: string; scope?: string; answer?: Answerer }): Promise<StoryClient>;
  writes(): LoggedRequest[];
}

/** A stand-in and a connector with sign-in on top of it, for the stories of one file. */
export function useStory(options: { app?: keyof SlackStandIn["apps"]; env?: Record<string, string> } = {}): Story {
  const { app = "plain", env = {} } = options;
  const open: TestClient[] = [];
  let standIn: SlackStandIn;
  let running: RunningConnector;

  beforeAll(async () => {
    standIn = await startSlack();
  });
  beforeEach(async () => {
    standIn.control.reset();
    const { SLACK_TOKEN: _token, ...settings } = standIn.env();
    running = await startConnector(slack, {
      ...settings,
      AUTH_FORMS: "oauth,token",
      FAIRLEAD_DATA: ":memory:",
      TRUST_PROXY: "on",
      LOG_LEVEL: "error",
      SLACK_CLIENT_ID: standIn.apps[app].clientId,
      SLACK_CLIENT_SECRET: standIn.apps[app].clientSecret,
      SLACK_TOKEN_ROTATION: String(standIn.apps[app].rotating),
      ...env,
    });
  });
  afterEach(async () => {
    for (const client of open.splice(0)) await client.close();
    await running.close();
  });
  afterAll(() => standIn.close());

  const hosts = () => [new URL(running.baseUrl).host, new URL(standIn.url).host];
  const browser = () => createBrowser(hosts(), randomAddress());
  const oauthClient = (url = "") => createOAuthClient(running.baseUrl, `${running.mcpUrl}${url}`);
  return {
    get standIn() {
      return standIn;
    },
    get running() {
      return running;
    },
    browser,
    oauthClient,
    async connect(era, { as = "mlind", url = "", scope, answer } = {}) {
      const oauth = await oauthClient(url);
      const asked = oauth.authorization({ scope });
      const { access_token: token } = await oauth.redeem(asked, await signIn(browser(), asked, as));
      const client = await connectClient(`${running.mcpUrl}${url}`, era, {
        headers: { authorization: `Bearer ${token}` },
        ...(answer !== undefined && { answer }),
      });
      open.push(client);
      const call = await asModel(client);
      return { client, call };
    },
    writes: () =>
      standIn.control.requests().filter((request) => isWrite(request) && request.path !== "/oauth.v2.access"),
  };
}
