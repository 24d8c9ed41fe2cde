import { entityId } from "../../shape/entity-id.ts";
import { isoTime, isoTimeOrNull } from "../../shape/time.ts";
import type { Milestone } from "../../state/issues.ts";
import { milestoneCounts } from "../../state/issues/milestones.ts";
import type { Repository } from "../../state/repository.ts";
import type { Entity, Lens } from "../lens.ts";
import { repositorySiteUrl } from "../site-url.ts";

/** `Milestone` */
export function milestoneEntity(lens: Lens, repository: Repository, milestone: Milestone): Entity {
  const { open, closed } = milestoneCounts(repository, milestone);
  return {
    __typename: "Milestone",
    id: entityId("milestone", repository, milestone.id),
    number: milestone.number,
    title: milestone.title,
    description: milestone.description,
    state: milestone.state.toUpperCase(),
    dueOn: isoTimeOrNull(milestone.dueOnMs),
    createdAt: isoTime(milestone.createdAtMs),
    updatedAt: isoTime(milestone.updatedAtMs),
    closedAt: isoTimeOrNull(milestone.closedAtMs),
    closed: milestone.state === "closed",
    progressPercentage: open + closed === 0 ? 0 : (closed / (open + closed)) * 100,
    ...repositorySiteUrl(lens.world, repository, `/milestone/${milestone.number}`),
    creator: () => lens.actor(milestone.creator),
    repository: () => lens.repository(repository),
  };
}
