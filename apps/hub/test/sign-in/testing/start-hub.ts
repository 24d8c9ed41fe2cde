import { type Browser, createBrowser, randomAddress } from "@fairlead/testkit/sign-in";
import { serve, type Connector } from "@fairlead/core";
import { github } from "@fairlead/github";
import { startGithub, type GithubStandIn } from "@fairlead/sandbox/github";

/** The GitHub connector behind sign-in, its vendor's stand-in, and browsers to sign in with. */
export interface RunningHub {
  standIn: GithubStandIn;
  url: string;
  mcpUrl: string;
  log: string[];
  /** @param address another one each unless said. */
  browser(address?: string): Browser;
  close(): Promise<void>;
}

export interface HubOptions {
  /** Over the defaults: an OAuth App of the stand-in, both forms, nothing on disk. */
  env?: Record<string, string>;
  app?: "app" | "oauth";
  /** An earlier hub's, to serve a second time over the same vendor. */
  standIn?: GithubStandIn;
  mountByName?: boolean;
  connectors?: readonly Connector[];
}

export async function startHub(options: HubOptions = {}): Promise<RunningHub> {
  const { app = "oauth", env = {}, connectors = [github] } = options;
  const standIn = options.standIn ?? (await startGithub());
  const { clientId, clientSecret } = standIn.apps[app];
  const log: string[] = [];
  const served = await serve(connectors, {
    env: {
      PORT: "0",
      LOG_LEVEL: "debug",
      LOG_REMOTE_REQUESTS: "on",
      AUTH_FORMS: "oauth,token",
      FAIRLEAD_DATA: ":memory:",
      // So that tests can come from many addresses.
      TRUST_PROXY: "on",
      GITHUB_HOST: standIn.url,
      GITHUB_CLIENT_ID: clientId,
      GITHUB_CLIENT_SECRET: clientSecret,
      GITHUB_APP_KIND: app,
      ...env,
    },
    logStream: { write: (line) => void log.push(line) },
    mountByName: options.mountByName ?? false,
    signals: false,
  });
  const hosts = [new URL(served.url).host, new URL(standIn.url).host];
  return {
    standIn,
    url: served.url,
    mcpUrl: served.mcpUrls["github"] ?? "",
    log,
    browser: (address = randomAddress()) => createBrowser(hosts, address),
    async close() {
      await served.close();
      if (options.standIn === undefined) await standIn.close();
    },
  };
}
