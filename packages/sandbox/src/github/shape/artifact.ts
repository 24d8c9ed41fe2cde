import type { Artifact, Run } from "../state/actions.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { entityId } from "./entity-id.ts";
import { repositoryUrl } from "./repository.ts";
import { isoTime } from "./time.ts";

/** `artifact` */
export function artifactShape(world: World, repository: Repository, run: Run, artifact: Artifact) {
  const url = `${repositoryUrl(world, repository)}/actions/artifacts/${artifact.id}`;
  return {
    id: artifact.id,
    node_id: entityId("artifact", repository, artifact.id),
    name: artifact.name,
    size_in_bytes: artifact.sizeBytes,
    url,
    archive_download_url: `${url}/zip`,
    expired: artifact.expired,
    created_at: isoTime(artifact.createdAtMs),
    updated_at: isoTime(artifact.createdAtMs),
    expires_at: isoTime(artifact.expiresAtMs),
    workflow_run: {
      id: run.id,
      repository_id: repository.id,
      head_repository_id: run.headRepositoryId,
      head_branch: run.headBranch,
      head_sha: run.headSha,
    },
  };
}
