import type { IncomingMessage, ServerResponse } from "node:http";
import type { Exchange } from "../stand-in/exchange.ts";
import { listen, stop } from "../stand-in/server.ts";
import { createControl, type Control } from "./control/control.ts";
import { serveControl } from "./control/control-http.ts";
import { serveApi } from "./http/api-server.ts";
import { serveLogin } from "./login/login-server.ts";
import { routes } from "./rest/index.ts";
import { createSeededWorld } from "./seed/index.ts";
import { seedApp, seedTokens } from "./seed/tokens.ts";
import { createSite, type Site } from "./site.ts";
import type { World } from "./state/world.ts";

export type { Exchange } from "../stand-in/exchange.ts";
export type { LoggedRequest } from "../stand-in/request-log.ts";
export type { Control } from "./control/control.ts";
export type { Effect } from "./control/effect.ts";
export type { World } from "./state/world.ts";

export interface GitlabOptions {
  /** A free one unless said. */
  port?: number;
  /** Called after every exchange with the API. */
  onExchange?: (exchange: Exchange) => void;
}

export interface GitlabStandIn {
  /** `http://127.0.0.1:PORT/gitlab`: a relative root, as some instances have one. */
  url: string;
  /** `url` + "/api/v4" */
  restUrl: string;
  /** Ready-made tokens: the people's with `api`; `reader` is mlind's with `read_api`, `project` and `group` are bots'. */
  tokens: typeof seedTokens;
  /** What the connector is registered as. */
  app: { clientId: string; clientSecret: string };
  /** The settings with which the GitLab connector works here, as a person. Default: mlind. */
  env(person?: keyof typeof seedTokens): Record<string, string>;
  control: Control;
  /** The present world; a reset replaces it. */
  readonly world: World;
  close(): Promise<void>;
}

const BASE = "/gitlab";

async function serve(site: Site, control: Control, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = "", search] = (request.url ?? "").split("?");
  const query = search === undefined ? "" : `?${search}`;
  const switches = /^(?:\/gitlab)?\/_control\/([a-z]+)$/.exec(path);
  if (switches?.[1]) return serveControl(control, request, response, switches[1]);
  if (path.startsWith(`${BASE}/api/v4/`)) {
    return serveApi(site, request, response, path.slice(`${BASE}/api/v4`.length), query);
  }
  if (path === `${BASE}/api/graphql`) return serveApi(site, request, response, "/graphql", query);
  if (path.startsWith(`${BASE}/oauth/`)) return serveLogin(site, request, response, path.slice(BASE.length), query);
  response.writeHead(404, { "content-type": "text/plain" }).end("Not Found");
}

/** Starts GitLab's stand-in on loopback, seeded. Two runs hold the same git object ids. */
export async function startGitlab(options: GitlabOptions = {}): Promise<GitlabStandIn> {
  const running: { site?: Site; control?: Control } = {};
  const { server, port } = await listen(options.port ?? 0, async (request, response) => {
    if (running.site && running.control) await serve(running.site, running.control, request, response);
  });
  const url = `http://127.0.0.1:${port}${BASE}`;
  const site = createSite(routes, () => createSeededWorld(url), options.onExchange);
  const control = createControl(site);
  Object.assign(running, { site, control });
  return {
    url,
    restUrl: `${url}/api/v4`,
    tokens: seedTokens,
    app: { clientId: seedApp.clientId, clientSecret: seedApp.clientSecret },
    env: (person = "mlind") => ({ GITLAB_URL: url, GITLAB_TOKEN: seedTokens[person] }),
    control,
    get world() {
      return site.world;
    },
    close: () => stop(server),
  };
}
