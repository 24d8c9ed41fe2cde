import { announceIssue } from "../../rest/announce.ts";
import { issueOfPull } from "../../shape/pull.ts";
import { removeLabels } from "../../state/issues/labels.ts";
import { isPullId, issueByNodeId, labelByNodeId, pullByNodeId } from "../find-node.ts";
import type { Lens } from "../lens.ts";
import { requirePermission } from "./permission.ts";

interface Input {
  readonly clientMutationId?: string | null;
  readonly labelIds: readonly string[];
  readonly labelableId: string;
}

/** Takes labels off an issue or a pull request; those that it does not carry are no error. */
export function removeLabelsFromLabelable(lens: Lens, input: Input): Record<string, unknown> {
  const { repository, issue, entity } = carrierOf(lens, input.labelableId);
  requirePermission(lens, repository, "triage", "RemoveLabelsFromLabelable");
  const labels = input.labelIds.map((id) => labelByNodeId(lens, id));
  removeLabels(lens.world, issue, labels, lens.viewer.account.login);
  announceIssue(lens, repository, issue, "unlabeled");
  return { clientMutationId: input.clientMutationId ?? null, labelable: entity };
}

function carrierOf(lens: Lens, id: string) {
  if (isPullId(id)) {
    const { repository, pull } = pullByNodeId(lens, id);
    return { repository, issue: issueOfPull(repository, pull), entity: () => lens.pull(repository, pull) };
  }
  const { repository, issue } = issueByNodeId(lens, id);
  return { repository, issue, entity: () => lens.issue(repository, issue) };
}
