import type { IncomingMessage, ServerResponse } from "node:http";

import type { Control } from "./control/control.ts";
import { createControl } from "./control/control.ts";
import { serveControl } from "./control/control-http.ts";
import type { Exchange } from "../stand-in/exchange.ts";
import { serveApi } from "./http/api-server.ts";
import { serveBlob } from "./http/blob-server.ts";
import { serveLogin } from "./login/login-server.ts";
import { routes } from "./rest/index.ts";
import { seedApps } from "./seed/apps.ts";
import { createSeededWorld } from "./seed/index.ts";
import { seedTokens } from "./seed/tokens.ts";
import { listen, stop } from "../stand-in/server.ts";
import type { Site } from "./site.ts";
import { createSite } from "./site.ts";
import type { World } from "./state/world.ts";

export type { Control } from "./control/control.ts";
export type { Effect, Fault } from "./control/fault.ts";
export type { LoggedRequest } from "../stand-in/request-log.ts";
export type { Delivery, Emission, WebhookTarget } from "./control/webhook.ts";
export type { Exchange } from "../stand-in/exchange.ts";
export type { World } from "./state/world.ts";

export interface GithubOptions {
  /** Port of the API origin; a free one unless said. The second origin always takes a free one. */
  port?: number;
  /** "harbor" (default) is the whole story; "empty" has the people and no repository. */
  seed?: "harbor" | "empty";
  /** Called after every exchange on the API origin. */
  onExchange?: (exchange: Exchange) => void;
}

export interface GithubStandIn {
  /** `http://127.0.0.1:PORT/github`: the host's base, where sign-in pages and `html_url`s are. */
  url: string;
  /** `url` + "/api/v3" */
  restUrl: string;
  /** `url` + "/api/graphql" */
  graphqlUrl: string;
  /** Ready-made tokens: classic ones of the people, `ci` of an app installation, `fine` fine-grained of mlind. */
  tokens: Record<"mlind" | "trenn" | "iokafor" | "driveby7" | "ci" | "fine", string>;
  /** What the connector is registered as: a GitHub App (tokens that run out) and an OAuth App (scopes). */
  apps: Record<"app" | "oauth", { clientId: string; clientSecret: string }>;
  /** The settings with which the GitHub connector works here, as a person. Default: mlind. */
  env(person?: keyof GithubStandIn["tokens"]): Record<string, string>;
  control: Control;
  /** The present world; a reset replaces it. */
  readonly world: World;
  close(): Promise<void>;
}

const BASE = "/github";

async function serve(site: Site, control: Control, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = "", search] = (request.url ?? "").split("?");
  const query = search === undefined ? "" : `?${search}`;
  const switches = /^(?:\/github)?\/_control\/([a-z]+)$/.exec(path);
  if (switches?.[1]) return serveControl(control, request, response, switches[1]);
  if (path.startsWith(`${BASE}/api/v3/`))
    return serveApi(site, request, response, path.slice(`${BASE}/api/v3`.length), query);
  if (path === `${BASE}/api/graphql`) return serveApi(site, request, response, "/graphql", query);
  if (path.startsWith(`${BASE}/login/`)) return serveLogin(site, request, response, path.slice(BASE.length), query);
  response.writeHead(404, { "content-type": "text/plain" }).end("Not Found");
}

/** Starts GitHub's stand-in on loopback, seeded. Two runs with the same seed hold the same git object ids. */
export async function startGithub(options: GithubOptions = {}): Promise<GithubStandIn> {
  const running: { site?: Site; control?: Control } = {};
  const blobs = await listen(0, async (request, response) => {
    if (running.site) await serveBlob(running.site, request, response);
  });
  const api = await listen(options.port ?? 0, async (request, response) => {
    if (running.site && running.control) await serve(running.site, running.control, request, response);
  }).catch(async (error: unknown) => {
    await stop(blobs.server);
    throw error;
  });
  const url = `http://127.0.0.1:${api.port}${BASE}`;
  const urls = { rest: `${url}/api/v3`, html: url, blobs: `http://127.0.0.1:${blobs.port}` };
  const site = createSite(routes, () => createSeededWorld(urls, options.seed ?? "harbor"), options.onExchange);
  const control = createControl(site);
  running.site = site;
  running.control = control;
  return {
    url,
    restUrl: urls.rest,
    graphqlUrl: `${url}/api/graphql`,
    tokens: seedTokens,
    apps: seedApps,
    env: (person = "mlind") => ({
      GITHUB_HOST: url,
      GITHUB_TOKEN: seedTokens[person],
      GITHUB_DOWNLOAD_HOSTS: `127.0.0.1:${blobs.port}`,
    }),
    control,
    get world() {
      return site.world;
    },
    async close() {
      await Promise.all([stop(api.server), stop(blobs.server)]);
    },
  };
}
