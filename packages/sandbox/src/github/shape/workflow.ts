import type { Workflow } from "../state/actions.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { entityId } from "./entity-id.ts";
import { repositoryHtmlUrl, repositoryUrl } from "./repository.ts";
import { isoTime } from "./time.ts";

/** `workflow` */
export function workflowShape(world: World, repository: Repository, workflow: Workflow) {
  const html = repositoryHtmlUrl(world, repository);
  return {
    id: workflow.id,
    node_id: entityId("workflow", repository, workflow.id),
    name: workflow.name,
    path: workflow.path,
    state: workflow.state,
    created_at: isoTime(workflow.createdAtMs),
    updated_at: isoTime(workflow.updatedAtMs),
    url: `${repositoryUrl(world, repository)}/actions/workflows/${workflow.id}`,
    html_url: `${html}/blob/${repository.defaultBranch}/${workflow.path}`,
    badge_url: `${html}/workflows/${encodeURIComponent(workflow.name)}/badge.svg`,
  };
}
