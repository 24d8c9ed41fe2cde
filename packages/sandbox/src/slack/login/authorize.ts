import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody } from "../../stand-in/read-body.ts";
import type { Site } from "../site.ts";
import { issueCode, type SlackApp } from "../state/sign-in.ts";
import type { World } from "../state/world.ts";
import { signInPage } from "./sign-in-page.ts";

/** `/oauth/v2/authorize`: a page with a button per person and one to cancel, and the way back to the app. */
export async function serveAuthorize(
  site: Site,
  request: IncomingMessage,
  response: ServerResponse,
  query: string,
): Promise<void> {
  const input = new URLSearchParams(query);
  const app = site.world.signIn.apps.get(input.get("client_id") ?? "");
  const redirectUri = input.get("redirect_uri") ?? "";
  const page = (status: number, html: string): void =>
    void response.writeHead(status, { "content-type": "text/html; charset=utf-8" }).end(html);
  if (!app) return page(404, "<!doctype html><title>Slack</title><p>invalid_client_id</p>");
  if (!app.callbackUrls.some((url) => redirectUri.startsWith(url))) {
    return page(400, "<!doctype html><title>Slack</title><p>redirect_uri did not match any configured URIs.</p>");
  }
  const choice = new URLSearchParams((await readBody(request)).toString()).get("choice");
  if (request.method !== "POST" || choice === null) return page(200, signInPage(site.world, app, input));
  response.writeHead(302, { location: wayBack(site.world, app, { input, redirectUri, choice }) }).end();
}

function wayBack(
  world: World,
  app: SlackApp,
  asked: { input: URLSearchParams; redirectUri: string; choice: string },
): string {
  const { input, redirectUri, choice } = asked;
  const url = new URL(redirectUri);
  const state = input.get("state");
  if (state !== null) url.searchParams.set("state", state);
  const user = [...world.users.values()].find((one) => one.name === choice && !one.deleted && one.kind !== "bot");
  if (!user) {
    url.searchParams.set("error", "access_denied");
    return url.href;
  }
  const scopes = (name: string) => (input.get(name) ?? "").split(",").filter((scope) => scope !== "");
  const code = issueCode(world, {
    clientId: app.clientId,
    userId: user.id,
    userScopes: scopes("user_scope"),
    botScopes: scopes("scope"),
    redirectUri,
  });
  url.searchParams.set("code", code);
  return url.href;
}
