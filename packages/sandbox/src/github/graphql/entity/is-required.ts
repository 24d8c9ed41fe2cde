import { parseNodeId } from "../../state/node-id.ts";
import { requiredChecks } from "../../state/pulls/merge-rules.ts";
import type { Repository } from "../../state/repository.ts";
import { graphqlRefusal } from "../graphql-refusal.ts";

interface RequiredArguments {
  readonly pullRequestId?: string | null;
  readonly pullRequestNumber?: number | null;
}

/** Whether a merge of that pull request waits for this check. */
export function isRequired(repository: Repository, name: string): (args: RequiredArguments) => boolean {
  return ({ pullRequestId, pullRequestNumber }) => {
    const id = pullRequestId == null ? undefined : parseNodeId(pullRequestId)?.ids[1];
    const pull = [...repository.pulls.byNumber.values()].find(
      (candidate) => candidate.number === pullRequestNumber || candidate.id === id,
    );
    if (!pull) throw graphqlRefusal("NOT_FOUND", "Could not resolve to a PullRequest for `isRequired`.");
    return requiredChecks(repository, pull.baseRef).includes(name);
  };
}
