import { issueCode } from "../state/sign-in.ts";
import type { OauthApp } from "../state/sign-in.ts";
import type { World } from "../state/world.ts";
import { findAccount } from "../state/world.ts";
import { signInPage } from "./sign-in-page.ts";

/** What the authorization endpoint answers: a page, or the way back to the app. */
export type AuthorizeReply = { status: number; html: string } | { redirect: string; session?: string };

const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?\//;

function allowed(app: OauthApp, redirectUri: string): boolean {
  return app.callbackUrls.length === 0
    ? LOOPBACK.test(redirectUri)
    : app.callbackUrls.some((url) => redirectUri.startsWith(url));
}

function back(redirectUri: string, answer: Record<string, string>, state: string | null): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (state !== null) url.searchParams.set("state", state);
  return url.toString();
}

/**
 * `choice` is the button: a login, or "deny"; undefined shows the page. `session` is the login in the browser's cookie: who
 * said yes before is sent on without a question, unless the app asks for `prompt=select_account`.
 */
export function authorize(
  world: World,
  query: URLSearchParams,
  choice: string | undefined,
  session: string | undefined,
): AuthorizeReply {
  const app = world.signIn.apps.get(query.get("client_id") ?? "");
  if (!app) return { status: 404, html: "<!doctype html><title>Not found</title><p>No app has this client id.</p>" };
  const redirectUri = query.get("redirect_uri") ?? app.callbackUrls[0] ?? "";
  const state = query.get("state");
  if (!allowed(app, redirectUri)) {
    return {
      status: 400,
      html: "<!doctype html><title>Redirect</title><p>The redirect_uri is not associated with this application.</p>",
    };
  }
  const known = session !== undefined && world.signIn.granted.has(`${session} ${app.clientId}`);
  const person = choice ?? (known && query.get("prompt") !== "select_account" ? session : undefined);
  if (person === undefined) return { status: 200, html: signInPage(world, app, query) };
  if (person === "deny") {
    const description = "The user has denied your application access.";
    return { redirect: back(redirectUri, { error: "access_denied", error_description: description }, state) };
  }
  if (!findAccount(world, person))
    return { status: 400, html: "<!doctype html><title>Nobody</title><p>There is no such person.</p>" };
  const method = query.get("code_challenge_method");
  const challenge = query.get("code_challenge") ?? undefined;
  if (challenge !== undefined && method !== "S256") {
    return {
      redirect: back(
        redirectUri,
        { error: "invalid_request", error_description: "code_challenge_method must be S256" },
        state,
      ),
    };
  }
  const scopes = app.kind === "oauth" ? (query.get("scope") ?? "").split(/[ ,]+/).filter((scope) => scope !== "") : [];
  const code = issueCode(world, { clientId: app.clientId, login: person, scopes, redirectUri, challenge });
  return { redirect: back(redirectUri, { code }, state), session: person };
}
