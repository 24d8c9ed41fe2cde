import { issueCode, type OauthApp } from "../state/sign-in.ts";
import type { World } from "../state/world.ts";
import { signInPage } from "./sign-in-page.ts";

/** What the authorization endpoint answers: a page, or the way back to the application. */
export type AuthorizeReply = { status: number; html: string } | { redirect: string };

const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?\//;

function isAllowed(app: OauthApp, redirectUri: string): boolean {
  return app.callbackUrls.length === 0 ? LOOPBACK.test(redirectUri) : app.callbackUrls.includes(redirectUri);
}

function back(redirectUri: string, answer: Record<string, string>, state: string | null): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (state !== null) url.searchParams.set("state", state);
  return url.toString();
}

const problem = (status: number, words: string): AuthorizeReply => ({
  status,
  html: `<!doctype html><title>Sign in</title><p>${words}</p>`,
});

/** @param choice The button: a username, or "deny"; undefined shows the page. */
export function authorize(world: World, query: URLSearchParams, choice: string | undefined): AuthorizeReply {
  const app = world.signIn.apps.get(query.get("client_id") ?? "");
  if (!app) return problem(401, "Client authentication failed due to unknown client.");
  const redirectUri = query.get("redirect_uri") ?? "";
  const state = query.get("state");
  if (!isAllowed(app, redirectUri)) return problem(400, "The redirect URI included is not valid.");
  if (query.get("response_type") !== "code") {
    return { redirect: back(redirectUri, { error: "unsupported_response_type" }, state) };
  }
  const scopes = (query.get("scope") ?? "read_user").split(" ").filter((scope) => scope !== "");
  if (scopes.some((scope) => !["api", "read_api", "read_user"].includes(scope))) {
    return { redirect: back(redirectUri, { error: "invalid_scope" }, state) };
  }
  if (choice === undefined) return { status: 200, html: signInPage(world, app, query) };
  if (choice === "deny") {
    const description = "The resource owner or authorization server denied the request.";
    return { redirect: back(redirectUri, { error: "access_denied", error_description: description }, state) };
  }
  if (!world.users.has(choice)) return problem(400, "There is no such person.");
  const challenge = query.get("code_challenge") ?? undefined;
  if (challenge !== undefined && query.get("code_challenge_method") !== "S256") {
    return { redirect: back(redirectUri, { error: "invalid_code_challenge_method" }, state) };
  }
  const code = issueCode(world, { clientId: app.clientId, username: choice, scopes, redirectUri, challenge });
  return { redirect: back(redirectUri, { code }, state) };
}
