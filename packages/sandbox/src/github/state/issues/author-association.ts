import type { Repository } from "../repository.ts";
import { findAccount } from "../world.ts";
import type { World } from "../world.ts";

type AuthorAssociation = "COLLABORATOR" | "CONTRIBUTOR" | "FIRST_TIME_CONTRIBUTOR" | "MEMBER" | "NONE" | "OWNER";

/** How an author stands to a repository, as every comment reports it. */
export function authorAssociation(world: World, repository: Repository, author: string): AuthorAssociation {
  const account = findAccount(world, author);
  if (!account) return "NONE";
  const login = account.login.toLowerCase();
  if (repository.owner.id === account.id) return "OWNER";
  if (repository.owner.organization?.members.has(login)) return "MEMBER";
  if (repository.collaborators.has(login)) return "COLLABORATOR";
  const pulls = [...repository.pulls.byNumber.values()].filter(
    (pull) => repository.issues.byNumber.get(pull.number)?.author === account.login,
  );
  if (pulls.some((pull) => pull.mergedAtMs !== null)) return "CONTRIBUTOR";
  return pulls.length > 0 ? "FIRST_TIME_CONTRIBUTOR" : "NONE";
}
