import { ToolError } from "@fairlead/core";

/** What `@slack/web-api` throws for `ok: false`. */
interface PlatformError extends Error {
  data: { error: string; needed?: string; response_metadata?: { acceptedScopes?: string[] } };
}

interface HttpError extends Error {
  statusCode: number;
}

export function isPlatformError(error: unknown): error is PlatformError {
  return error instanceof Error && (error as { code?: unknown }).code === "slack_webapi_platform_error";
}

export function isHttpError(error: unknown): error is HttpError {
  return error instanceof Error && (error as { code?: unknown }).code === "slack_webapi_http_error";
}

/** Slack's word for what went wrong: `channel_not_found`. Whatever is no word is not shown. */
export function wordOf(error: unknown): string | undefined {
  if (!isPlatformError(error)) return undefined;
  const { error: word } = error.data;
  return typeof word === "string" && /^[\w.]{1,80}$/.test(word) ? word : "unreadable_answer";
}

/** Seconds to wait, where a call failed for want of quota; undefined for every other failure. */
export function waitOf(error: unknown): number | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth += 1) {
    if (at instanceof ToolError && at.code === "rate_limited") return at.facts.retryAfterS ?? 60;
    const { kind, retryAfterMs } = at as { kind?: unknown; retryAfterMs?: number };
    if (at.name === "UpstreamError" && kind === "rate_limited")
      return Math.max(1, Math.ceil((retryAfterMs ?? 60_000) / 1000));
  }
  return undefined;
}

/** Runs something whose failure with one of these words means: there is none. */
export async function unless<T>(words: RegExp, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    const word = wordOf(error);
    if (word !== undefined && words.test(word)) return undefined;
    throw error;
  }
}
