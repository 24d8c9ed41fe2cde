import { notFound } from "../http/refusals.ts";
import type { Call } from "../http/route.ts";
import type { Pull } from "../state/pulls.ts";
import { syncHead } from "../state/pulls/sync-head.ts";
import type { Repository } from "../state/repository.ts";

/** The pull request that `{pull_number}` names, its head brought up to date. */
export function pullOf(call: Call, repository: Repository): Pull {
  const pull = repository.pulls.byNumber.get(Number(call.params["pull_number"]));
  if (!pull) throw notFound();
  return syncHead(call.world, repository, pull);
}
