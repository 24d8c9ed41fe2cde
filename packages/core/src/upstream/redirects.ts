import type { Answer } from "./answer.ts";
import type { Hop } from "./attempt.ts";
import type { Egress, EgressGuard } from "./egress-guard.ts";
import { UpstreamError } from "./upstream-error.ts";

const redirectStatuses = new Set([301, 302, 303, 307, 308]);
const maxRedirects = 5;

/** All that a host without the credential gets to see of the caller's headers. */
const bareHeaders = ["accept", "range", "user-agent"];

/**
 * Sends a hop and follows where the vendor points, for GET and HEAD only: whoever writes is told of the new address and
 * decides himself, since the object behind it may be another.
 * @throws UpstreamError egress_refused for an address off the lists, unavailable for a chain without end
 */
export async function followRedirects(
  guard: EgressGuard,
  first: Hop,
  redirect: "follow" | "manual" | "error",
  send: (hop: Hop) => Promise<Omit<Answer, "redirected">>,
): Promise<Answer> {
  let hop = first;
  for (let followed = 0; ; followed += 1) {
    const answer = await send(hop);
    const location = redirectStatuses.has(answer.status) ? answer.headers.get("location") : null;
    if (location !== null && redirect === "error") throw new TypeError("The vendor answered with a redirect.");
    if (location === null || redirect !== "follow" || !(hop.method === "GET" || hop.method === "HEAD")) {
      return { ...answer, redirected: followed > 0 };
    }
    const { host } = hop.url;
    const url = URL.parse(location, hop.url.href);
    if (!url || followed === maxRedirects) throw new UpstreamError("unavailable", { sent: true, host });
    url.hash = "";
    hop = hopTo(url, guard.follow(url, hop.egress), hop);
  }
}

const hopTo = (url: URL, egress: Egress, from: Hop): Hop => ({
  ...from,
  url,
  egress,
  headers: egress === "trusted" ? from.headers : onlyBare(from.headers),
});

function onlyBare(headers: Headers): Headers {
  const bare = new Headers();
  for (const name of bareHeaders) {
    const value = headers.get(name);
    if (value !== null) bare.set(name, value);
  }
  return bare;
}
