import type { Milestone } from "../state/issues.ts";
import { milestoneCounts } from "../state/issues/milestones.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { authorShape } from "./author.ts";
import { entityId } from "./entity-id.ts";
import { repositoryHtmlUrl, repositoryUrl } from "./repository.ts";
import { isoTime, isoTimeOrNull } from "./time.ts";

/** `milestone` */
export function milestoneShape(world: World, repository: Repository, milestone: Milestone) {
  const counts = milestoneCounts(repository, milestone);
  const url = `${repositoryUrl(world, repository)}/milestones/${milestone.number}`;
  return {
    url,
    html_url: `${repositoryHtmlUrl(world, repository)}/milestone/${milestone.number}`,
    labels_url: `${url}/labels`,
    id: milestone.id,
    node_id: entityId("milestone", repository, milestone.id),
    number: milestone.number,
    title: milestone.title,
    description: milestone.description,
    creator: authorShape(world, milestone.creator),
    open_issues: counts.open,
    closed_issues: counts.closed,
    state: milestone.state,
    created_at: isoTime(milestone.createdAtMs),
    updated_at: isoTime(milestone.updatedAtMs),
    due_on: isoTimeOrNull(milestone.dueOnMs),
    closed_at: isoTimeOrNull(milestone.closedAtMs),
  };
}
