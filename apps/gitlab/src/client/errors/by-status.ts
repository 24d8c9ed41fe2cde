import { ToolError } from "@fairlead/core";
import type { Refusal } from "./refusal.ts";

/** 3xx to a write: the project has another path now. */
export function moved({ status }: Refusal): ToolError | undefined {
  if (status < 300 || status >= 400) return undefined;
  return new ToolError("conflict", "The project has moved: read it with get_project and use its present path.");
}

/** 400 and 422: names the fields, never what they held. */
export function invalid({ status, fields, path }: Refusal): ToolError | undefined {
  if (status !== 400 && status !== 422) return undefined;
  // What is wrong with a pipeline is no field's fault.
  if (fields.includes("base") && path.endsWith("/pipeline")) {
    return new ToolError(
      "invalid_input",
      "GitLab makes no pipeline of it: the CI configuration of that ref is wrong, or takes no such inputs. Read .gitlab-ci.yml there.",
    );
  }
  if (fields.length === 0) {
    return new ToolError(
      "invalid_input",
      "GitLab could not use these values: check them against the tool's description.",
    );
  }
  return new ToolError("invalid_input", `GitLab refuses ${fields.join(", ")}: correct it and repeat the call.`, {
    details: { fields },
  });
}

/** 404. GitLab answers it for what exists and is hidden, or switched off, too. */
export function missing({ status }: Refusal): ToolError | undefined {
  if (status !== 404 && status !== 410) return undefined;
  return new ToolError(
    "not_found",
    "There is nothing of that name, or it is not visible to this account, or switched off: check project and the rest.",
  );
}

/** 405 and 409: the object is not in a state for this. */
export function conflict({ status }: Refusal): ToolError | undefined {
  if (status !== 405 && status !== 409) return undefined;
  return new ToolError("conflict", "The object is in another state than this call needs: read it again first.");
}

export function tooLarge({ status }: Refusal): ToolError | undefined {
  if (status !== 413) return undefined;
  return new ToolError("too_large", "That is more than GitLab gives or takes in one call: ask for less of it.");
}

/** 5xx. After a write, nobody knows whether it took effect. */
export function unavailable({ status, write }: Refusal): ToolError | undefined {
  if (status < 500) return undefined;
  const next = write
    ? "read the object to see whether the change arrived before repeating it"
    : "try again in a minute";
  return new ToolError("upstream_unavailable", `GitLab could not answer: ${next}.`, write ? {} : { retryAfterS: 60 });
}
