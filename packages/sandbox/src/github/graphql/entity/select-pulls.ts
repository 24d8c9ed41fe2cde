import { labelsOf } from "../../state/issues/labels.ts";
import type { Pull } from "../../state/pulls.ts";
import { syncHead } from "../../state/pulls/sync-head.ts";
import type { Repository } from "../../state/repository.ts";
import type { PageArguments } from "../connection.ts";
import type { Lens } from "../lens.ts";
import type { Order } from "./order.ts";
import { inOrder } from "./order.ts";

export interface PullArguments extends PageArguments {
  readonly states?: readonly ("OPEN" | "CLOSED" | "MERGED")[] | null;
  readonly labels?: readonly string[] | null;
  readonly headRefName?: string | null;
  readonly baseRefName?: string | null;
  readonly orderBy?: Order | null;
}

/** `OPEN`, `CLOSED` or `MERGED`. */
export function pullState(repository: Repository, pull: Pull): "OPEN" | "CLOSED" | "MERGED" {
  if (pull.mergedAtMs !== null) return "MERGED";
  return repository.issues.byNumber.get(pull.number)?.state === "open" ? "OPEN" : "CLOSED";
}

/** Pull requests that pass a connection's arguments, in order. */
export function selectPulls(
  lens: Lens,
  repository: Repository,
  args: PullArguments,
  chosen?: (pull: Pull) => boolean,
): Pull[] {
  const compare = inOrder(args.orderBy);
  return [...repository.pulls.byNumber.values()]
    .map((pull) => ({
      pull: syncHead(lens.world, repository, pull),
      issue: repository.issues.byNumber.get(pull.number),
    }))
    .flatMap(({ pull, issue }) => (issue ? [{ pull, issue }] : []))
    .filter(({ pull, issue }) => {
      const names = new Set(labelsOf(repository, issue).map(({ name }) => name));
      if (args.states && !args.states.includes(pullState(repository, pull))) return false;
      if (args.labels && !args.labels.some((label) => names.has(label))) return false;
      if (args.headRefName != null && pull.headRef !== args.headRefName) return false;
      if (args.baseRefName != null && pull.baseRef !== args.baseRefName) return false;
      return chosen?.(pull) ?? true;
    })
    .toSorted((a, b) => compare(a.issue, b.issue))
    .map(({ pull }) => pull);
}
