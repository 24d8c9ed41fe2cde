import type { ReadContext, ToolContext, Wiring } from "@fairlead/core";
import { LogLevel, WebClient } from "@slack/web-api";
import { editionOf } from "../edition.ts";
import type { SlackSettings } from "../settings.ts";

/** The vendor's SDK as tools know it, and what is not a method of the Web API: files, workflows. */
export interface SlackClient {
  readonly web: WebClient;
  readonly fetch: typeof globalThis.fetch;
  readonly settings: SlackSettings;
}

export type SlackContext = ToolContext<SlackClient>;
export type SlackReadContext = ReadContext<SlackClient>;

/** Longer than any call; the deadline is the core's. */
const TIMEOUT_MS = 120_000;

const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

/**
 * Builds the SDK for one call. It holds no token and repeats nothing: `wiring.fetch` adds the token, repeats reads only and
 * waits where that helps, while the SDK's own policy posts a message again after a 500.
 */
export function slackClient({ settings, fetch }: Pick<Wiring<SlackSettings>, "settings" | "fetch">): SlackClient {
  const web = new WebClient(undefined, {
    slackApiUrl: editionOf(settings.baseUrl).apiUrl,
    fetch,
    retryConfig: { retries: 0 },
    timeout: TIMEOUT_MS,
    rejectRateLimitedCalls: true,
    // `apiCall("https://elsewhere/…")` would carry the token there.
    allowAbsoluteUrls: false,
    logger: silent,
  });
  return { web, fetch, settings };
}
