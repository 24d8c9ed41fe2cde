import { baseTip } from "../state/pulls/pull-diff.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { repositoryUrl } from "./repository.ts";

/** `pull-request-minimal` of every open pull request with this head; those from forks are left out, as GitHub does. */
export function minimalPullShapes(world: World, repository: Repository, headSha: string) {
  const url = repositoryUrl(world, repository);
  const repo = { id: repository.id, url, name: repository.name };
  return [...repository.pulls.byNumber.values()]
    .filter((pull) => pull.headSha === headSha && pull.headRepositoryId === repository.id && pull.mergedAtMs === null)
    .map((pull) => ({
      url: `${url}/pulls/${pull.number}`,
      id: pull.id,
      number: pull.number,
      head: { ref: pull.headRef, sha: pull.headSha, repo },
      base: { ref: pull.baseRef, sha: baseTip(repository, pull), repo },
    }));
}
