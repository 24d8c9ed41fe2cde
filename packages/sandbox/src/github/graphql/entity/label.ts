import { entityId } from "../../shape/entity-id.ts";
import { isoTime } from "../../shape/time.ts";
import type { Label } from "../../state/issues.ts";
import type { Repository } from "../../state/repository.ts";
import type { Entity, Lens } from "../lens.ts";
import { repositorySiteUrl } from "../site-url.ts";

/** `Label` */
export function labelEntity(lens: Lens, repository: Repository, label: Label): Entity {
  return {
    __typename: "Label",
    id: entityId("label", repository, label.id),
    name: label.name,
    color: label.color,
    description: label.description,
    isDefault: label.isDefault,
    createdAt: isoTime(repository.createdAtMs),
    updatedAt: isoTime(repository.createdAtMs),
    ...repositorySiteUrl(lens.world, repository, `/labels/${encodeURIComponent(label.name)}`),
    repository: () => lens.repository(repository),
  };
}
