import type { PushProblem } from "../state/push.ts";
import { forbidden } from "./refusals.ts";
import { Refusal } from "./route.ts";

/** A refused push as REST tells it: file edits and blobs answer 409, refs 422; a missing workflow scope hides as 404. */
export function refusePush(problem: PushProblem, status: 409 | 422): Refusal {
  if (problem.kind === "workflow") {
    return status === 409
      ? new Refusal(404, "Not Found", undefined, { headers: { "x-accepted-oauth-scopes": "workflow" } })
      : forbidden(problem.message, { "x-accepted-oauth-scopes": "workflow" });
  }
  if (problem.kind === "rule") return new Refusal(status, problem.message);
  const bypass_placeholders = problem.secrets.map(({ type, placeholderId }) => ({
    placeholder_id: placeholderId,
    token_type: type,
  }));
  return new Refusal(status, problem.message, undefined, {
    extra: { metadata: { secret_scanning: { bypass_placeholders } } },
  });
}
