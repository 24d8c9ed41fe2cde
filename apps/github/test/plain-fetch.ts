import type { GithubSettings } from "../src/settings.ts";
import { githubVendor } from "../src/vendor.ts";

/** A write that a dry run stopped. */
export interface PlannedWrite {
  method: string;
  path: string;
  body: unknown;
}

/** Authenticates and nothing more. With `planned`, writes are put there instead of being sent. */
export function plainFetch(settings: GithubSettings, token: string, planned?: PlannedWrite[]): typeof fetch {
  const endpoint = githubVendor.endpoint(settings);
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const { method = "GET" } = init;
    const headers = new Headers(init.headers);
    if (endpoint.hosts.includes(url.host)) githubVendor.authorize(headers, { kind: "pat", token });
    const body = typeof init.body === "string" ? init.body : undefined;
    const reads = method === "GET" || method === "HEAD" || endpoint.readOnly?.({ method, url, body }) === true;
    if (planned && !reads) {
      planned.push({ method, path: url.pathname + url.search, body: body && JSON.parse(body) });
      throw new Error("dry run: the write was not sent");
    }
    return fetch(url, { ...init, headers });
  };
}
