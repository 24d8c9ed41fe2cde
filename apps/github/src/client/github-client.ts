import type { ReadContext, ToolContext, Wiring } from "@fairlead/core";
import { Octokit } from "@octokit/rest";
import { editionOf } from "../edition.ts";
import type { GithubSettings } from "../settings.ts";
import { bigintsToStrings } from "./request/bigints-to-strings.ts";
import { encodeSearchPlus } from "./request/encode-search-plus.ts";
import { refuseDotSegments } from "./request/refuse-dot-segments.ts";
import { refuseMovedWrite } from "./request/refuse-moved-write.ts";

/** The vendor's SDK as tools know it: endpoints and types. Everything else is the core's fetch. */
export type GithubClient = Octokit;
export type GithubContext = ToolContext<GithubClient>;
export type GithubReadContext = ReadContext<GithubClient>;

const API_VERSION = "2022-11-28";

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * Builds Octokit for one call. No authentication, retries or throttling here: `wiring.fetch` adds the token, repeats
 * reads only and waits where that helps, while Octokit's own plugins repeat writes and share queues between people.
 */
export function githubClient({ settings, fetch }: Pick<Wiring<GithubSettings>, "settings" | "fetch">): GithubClient {
  const client = new Octokit({
    baseUrl: editionOf(settings.host).restUrl,
    userAgent: "fairlead",
    request: { fetch, log: silent },
    log: silent,
  });
  client.hook.before("request", (options) => {
    options.headers["x-github-api-version"] = API_VERSION;
    refuseDotSegments(options);
    encodeSearchPlus(options);
    // A redirected write would be sent to a repository that nobody named.
    if (options.method !== "GET") options.request = { ...options.request, redirect: "manual" };
  });
  client.hook.after("request", async (response, options) => {
    if (options.method !== "GET") await refuseMovedWrite(client, response, options);
    response.data = bigintsToStrings(response.data);
  });
  return client;
}
