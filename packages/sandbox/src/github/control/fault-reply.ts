import { refusalReply } from "../http/refusal-reply.ts";
import type { Reply } from "../http/route.ts";
import { Refusal } from "../http/route.ts";
import type { Effect } from "./fault.ts";

const SECONDARY =
  "You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to GitHub Support for help, please include the request ID.";

/** The answer that an effect gives in place of the handler, or undefined where the handler shall run. */
export function faultReply(effect: Effect, urls: { html: string }): Reply | undefined {
  if ("status" in effect) {
    const headers = effect.headers ? { headers: effect.headers } : {};
    return typeof effect.body === "string"
      ? {
          status: effect.status,
          raw: Buffer.from(effect.body),
          headers: { "content-type": "text/html", ...effect.headers },
        }
      : {
          status: effect.status,
          body: effect.body ?? { message: "Server Error", status: String(effect.status) },
          ...headers,
        };
  }
  if ("secondary" in effect) {
    const headers = (effect.headers ?? true) ? { "retry-after": String(effect.retryAfterS ?? 60) } : {};
    return refusalReply(new Refusal(effect.secondary, SECONDARY, undefined, { headers }));
  }
  if ("graphqlLimit" in effect) {
    return {
      status: 200,
      headers: { "x-ratelimit-remaining": "0" },
      body: {
        errors: [
          { type: "RATE_LIMIT", code: "graphql_rate_limit", message: "API rate limit already exceeded for this user." },
        ],
      },
    };
  }
  if ("sso" in effect) {
    const url = `${urls.html}/orgs/${effect.sso.organization}/sso?authorization_request=AAAAAA`;
    return refusalReply(
      new Refusal(
        403,
        "Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.",
        undefined,
        { headers: { "x-github-sso": `required; url=${url}` } },
      ),
    );
  }
  return undefined;
}
