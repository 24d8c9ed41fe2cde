import { canSee } from "../../http/repository-of.ts";
import type { Pull } from "../../state/pulls.ts";
import { baseTip } from "../../state/pulls/pull-diff.ts";
import type { Repository } from "../../state/repository.ts";
import type { Lens } from "../lens.ts";

/** Where a pull request comes from and goes to. */
export function pullBranchPart(lens: Lens, repository: Repository, pull: Pull): Record<string, unknown> {
  const head = lens.world.repositories.get(pull.headRepositoryId ?? -1);
  const visibleHead = head && (head === repository || canSee(lens.viewer, head)) ? head : undefined;
  return {
    baseRef: () => lens.ref(repository, `refs/heads/${pull.baseRef}`),
    baseRefName: pull.baseRef,
    baseRefOid: baseTip(repository, pull),
    baseRepository: () => lens.repository(repository),
    headRef: () => (visibleHead ? lens.ref(visibleHead, `refs/heads/${pull.headRef}`) : null),
    headRefName: pull.headRef,
    headRefOid: pull.headSha,
    headRepository: () => (visibleHead ? lens.repository(visibleHead) : null),
    headRepositoryOwner: () => (head ? lens.account(head.owner) : null),
    isCrossRepository: head !== repository,
    maintainerCanModify: pull.maintainerCanModify,
  };
}
