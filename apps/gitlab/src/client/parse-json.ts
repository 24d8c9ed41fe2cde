import { ToolError } from "@fairlead/core";

/** Runs of digits that a number of JavaScript may not hold. */
const LONG_NUMBER = /\d{16,}/;

/**
 * Reads JSON; ids beyond 2^53 become texts, as their last digits would be lost.
 *
 * @throws ToolError `upstream_unavailable` for what is no JSON: a proxy's page, or an answer cut off.
 */
export function parseJson(text: string): unknown {
  try {
    return LONG_NUMBER.test(text) ? (JSON.parse(text, keepDigits) as unknown) : (JSON.parse(text) as unknown);
  } catch (cause) {
    throw new ToolError("upstream_unavailable", "GitLab's answer could not be read: try again in a minute.", {
      retryAfterS: 60,
      cause,
    });
  }
}

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  const isLong = typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value);
  return isLong ? (context?.source ?? value) : value;
}
