import { entityId } from "../../shape/entity-id.ts";
import { isoTime } from "../../shape/time.ts";
import type { CommitStatus } from "../../state/checks.ts";
import type { Repository } from "../../state/repository.ts";
import type { Entity, Lens } from "../lens.ts";
import { siteUrl } from "../site-url.ts";
import { isRequired } from "./is-required.ts";

/** `StatusContext` */
export function statusContextEntity(lens: Lens, repository: Repository, status: CommitStatus): Entity {
  return {
    __typename: "StatusContext",
    id: entityId("status", repository, status.id),
    context: status.context,
    state: status.state.toUpperCase(),
    description: status.description,
    targetUrl: status.targetUrl,
    createdAt: isoTime(status.createdAtMs),
    creator: () => lens.actor(status.creator),
    avatarUrl: siteUrl(lens.world, "/avatars/u/0?v=4").url,
    commit: () => lens.commit(repository, status.sha),
    isRequired: isRequired(repository, status.context),
  };
}
