import type { Label } from "../state/issues.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { entityId } from "./entity-id.ts";
import { repositoryUrl } from "./repository.ts";

/** `label` */
export function labelShape(world: World, repository: Repository, label: Label) {
  return {
    id: label.id,
    node_id: entityId("label", repository, label.id),
    url: `${repositoryUrl(world, repository)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: label.isDefault,
    description: label.description,
  };
}
