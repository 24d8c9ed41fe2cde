import { announceIssue } from "../../rest/announce.ts";
import { issueByNodeId } from "../find-node.ts";
import type { Lens } from "../lens.ts";
import { requirePermission } from "./permission.ts";

/** Deletes an issue for good: admins only, and only here. Its number answers 410 from then on. */
export function deleteIssue(
  lens: Lens,
  input: { clientMutationId?: string | null; issueId: string },
): Record<string, unknown> {
  const { repository, issue } = issueByNodeId(lens, input.issueId);
  requirePermission(lens, repository, "admin", "DeleteIssue");
  announceIssue(lens, repository, issue, "deleted");
  repository.issues.byNumber.delete(issue.number);
  repository.issues.deleted.add(issue.number);
  return { clientMutationId: input.clientMutationId ?? null, repository: () => lens.repository(repository) };
}
