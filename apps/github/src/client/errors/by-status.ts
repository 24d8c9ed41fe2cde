import { ToolError } from "@fairlead/core";
import type { Refusal } from "./refusal.ts";

/** 400 and 422: names the fields, never what they held. */
export function invalid({ status, rows }: Refusal): ToolError | undefined {
  if (status !== 400 && status !== 422) return undefined;
  const fields = rows.flatMap(({ field, code }) => (field === undefined ? [] : [{ field, code: code ?? "invalid" }]));
  if (fields.length === 0)
    return new ToolError(
      "invalid_input",
      "GitHub could not use these values: check them against the tool's description.",
    );
  const list = fields.map(({ field, code }) => `${field} (${code.replaceAll("_", " ")})`).join(", ");
  return new ToolError("invalid_input", `GitHub refuses ${list}: correct it and repeat the call.`, {
    details: { fields },
  });
}

/** 404 and 410. GitHub answers 404 for what exists and is hidden, too. */
export function missing({ status }: Refusal): ToolError | undefined {
  if (status === 410) return new ToolError("not_found", "It was deleted, or is past its retention.");
  if (status !== 404) return undefined;
  return new ToolError(
    "not_found",
    "There is nothing of that name, or it is not visible to this account: check owner, repo and the rest.",
  );
}

/** 405 and 409: the object is not in a state for this. */
export function conflict({ status }: Refusal): ToolError | undefined {
  if (status !== 405 && status !== 409) return undefined;
  return new ToolError("conflict", "The object is in another state than this call needs: read it again first.");
}

/** 406 and 413. */
export function tooLarge({ status }: Refusal): ToolError | undefined {
  if (status !== 406 && status !== 413) return undefined;
  return new ToolError("too_large", "That is more than GitHub gives or takes in one call: ask for less of it.");
}

/** 451. */
export function blocked({ status }: Refusal): ToolError | undefined {
  if (status !== 451) return undefined;
  return new ToolError("unsupported", "GitHub has blocked this repository for legal reasons.");
}

/** 5xx. After a write, nobody knows whether it took effect. */
export function unavailable({ status, write }: Refusal): ToolError | undefined {
  if (status < 500) return undefined;
  const next = write
    ? "read the object to see whether the change arrived before repeating it"
    : "try again in a minute";
  return new ToolError("upstream_unavailable", `GitHub could not answer: ${next}.`, write ? {} : { retryAfterS: 60 });
}
