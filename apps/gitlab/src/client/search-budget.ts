import { ToolError } from "@fairlead/core";

/** GitLab.com counts searches by address, which everybody who uses this server shares. */
const MOST = 10;
const WINDOW_MS = 60_000;

/** When searches were sent, by instance. The process is the address, as far as it can know. */
const sent = new Map<string, number[]>();

/**
 * Takes one search out of the minute's budget of an instance.
 *
 * @throws ToolError `rate_limited` where it is spent.
 */
export function takeSearch(webUrl: string, nowMs = Date.now()): void {
  const recent = (sent.get(webUrl) ?? []).filter((atMs) => nowMs - atMs < WINDOW_MS);
  const [oldest] = recent;
  if (recent.length >= MOST && oldest !== undefined) {
    const retryAfterS = Math.max(1, Math.ceil((oldest + WINDOW_MS - nowMs) / 1000));
    throw new ToolError("rate_limited", `GitLab takes ${MOST} searches a minute: try again in ${retryAfterS} s.`, {
      retryAfterS,
    });
  }
  sent.set(webUrl, [...recent, nowMs]);
}

/** Forgets what was sent: for tests, whose instances come and go. */
export function forgetSearches(): void {
  sent.clear();
}
