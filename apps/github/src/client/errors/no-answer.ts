import { ToolError } from "@fairlead/core";

/** No answer came: the network failed, the time was up, or the caller gave up. */
export function noAnswer(error: Error, write: boolean): ToolError {
  const chain = causesOf(error);
  if (chain.some(({ name }) => name === "TimeoutError" || name.endsWith("TimeoutError"))) return tooSlow(write);
  if (chain.some(({ name }) => name === "AbortError")) return new ToolError("cancelled", "The call was cancelled.");
  if (write) return tooSlow(write);
  return new ToolError("upstream_unavailable", "GitHub could not be reached: try again in a minute.", {
    retryAfterS: 60,
  });
}

function tooSlow(write: boolean): ToolError {
  const next = write
    ? "read the object to see whether the change arrived before repeating it"
    : "ask for less, or try again";
  return new ToolError("upstream_timeout", `GitHub did not answer in time: ${next}.`);
}

/** An error and what it was caused by, outermost first. */
export function causesOf(error: Error): Error[] {
  const chain: Error[] = [];
  for (let next: unknown = error; next instanceof Error && chain.length < 8; next = next.cause) chain.push(next);
  return chain;
}
