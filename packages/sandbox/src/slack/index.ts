import type { IncomingMessage, ServerResponse } from "node:http";
import type { Exchange } from "../stand-in/exchange.ts";
import { listen, stop } from "../stand-in/server.ts";
import { createControl, type Control } from "./control/control.ts";
import { serveControl } from "./control/control-http.ts";
import { serveApi } from "./http/api-server.ts";
import { serveFile, serveUpload } from "./http/file-server.ts";
import { serveTrigger } from "./http/trigger-server.ts";
import { serveAuthorize } from "./login/authorize.ts";
import { seedApps } from "./seed/apps.ts";
import { createSeededWorld } from "./seed/index.ts";
import { seedTokens, type SeededToken } from "./seed/tokens.ts";
import { workflowSettings } from "./seed/workflows.ts";
import { createSite, type Site } from "./site.ts";
import type { World } from "./state/world.ts";

export type { LoggedRequest } from "../stand-in/request-log.ts";
export type { Control } from "./control/control.ts";
export type { Effect, Fault } from "./control/fault.ts";
export type { Delivered, Emission } from "./events/deliver.ts";
export { signEvent } from "./events/sign.ts";
export type { Message } from "./state/message.ts";

export interface SlackOptions {
  /** A free one unless said. */
  port?: number;
  /** Called after every call of the Web API. */
  onExchange?: (exchange: Exchange) => void;
}

export interface SlackStandIn {
  /** `http://127.0.0.1:PORT/slack`: `SLACK_BASE_URL`. */
  url: string;
  /** Ready-made tokens: of people, the app's bot, and a person of the second workspace. */
  tokens: Record<SeededToken, string>;
  /** Apps to sign in with: plain, rotating, org-wide. */
  apps: typeof seedApps;
  /** The settings with which the Slack connector works here, as a person. Default: mlind. */
  env(person?: SeededToken): Record<string, string>;
  control: Control;
  /** The present world; a reset replaces it. */
  readonly world: World;
  close(): Promise<void>;
}

const BASE = "/slack";

async function serve(site: Site, control: Control, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = "", query = ""] = (request.url ?? "").split("?");
  const inner = path.startsWith(`${BASE}/`) ? path.slice(BASE.length) : "";
  const [, folder = "", rest = ""] = /^\/([\w-]+)\/(.*)$/.exec(inner) ?? [];
  switch (folder) {
    case "api":
      return serveApi(site, request, response, rest, query);
    case "_control":
      return serveControl(control, request, response, rest);
    case "files-pri":
      return serveFile(site, request, response, inner);
    case "upload":
      return serveUpload(site, request, response, inner);
    case "triggers":
      return serveTrigger(site, request, response, inner);
    case "oauth":
      if (rest === "v2/authorize") return serveAuthorize(site, request, response, query);
  }
  response.writeHead(404, { "content-type": "text/plain" }).end("Not Found");
}

/** Starts Slack's stand-in on loopback, seeded with the workspace Harbor Labs. */
export async function startSlack(options: SlackOptions = {}): Promise<SlackStandIn> {
  const running: { site?: Site; control?: Control } = {};
  const { server, port } = await listen(options.port ?? 0, async (request, response) => {
    if (running.site && running.control) await serve(running.site, running.control, request, response);
  });
  const url = `http://127.0.0.1:${port}${BASE}`;
  const site = createSite(() => createSeededWorld(url), options.onExchange);
  const control = createControl(site);
  Object.assign(running, { site, control });
  return {
    url,
    tokens: seedTokens,
    apps: seedApps,
    env: (person = "mlind") => ({
      SLACK_BASE_URL: url,
      SLACK_TOKEN: seedTokens[person],
      SLACK_WORKFLOWS: JSON.stringify(workflowSettings(url)),
    }),
    control,
    get world() {
      return site.world;
    },
    close: () => stop(server),
  };
}
