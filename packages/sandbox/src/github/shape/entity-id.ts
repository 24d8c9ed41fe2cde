import { nodeId } from "../state/node-id.ts";
import type { Repository } from "../state/repository.ts";

/** Prefixes of GitHub's global ids. A thread (PRRT) is not its first comment (PRRC). */
const PREFIX = {
  issue: "I",
  pull: "PR",
  comment: "IC",
  label: "LA",
  milestone: "MI",
  event: "EV",
  reaction: "REA",
  review: "PRR",
  reviewComment: "PRRC",
  thread: "PRRT",
  reviewRequest: "RR",
  checkRun: "CR",
  checkSuite: "CS",
  status: "SC",
  workflow: "W",
  run: "WFR",
  artifact: "AR",
  team: "T",
} as const;

export type EntityKind = keyof typeof PREFIX;

/** The global id of something that lives in a repository. */
export function entityId(kind: EntityKind, repository: Repository, id: number): string {
  return nodeId(PREFIX[kind], repository.id, id);
}

/** The kind behind a prefix. */
export function kindOfPrefix(prefix: string): EntityKind | undefined {
  return (Object.keys(PREFIX) as EntityKind[]).find((kind) => PREFIX[kind] === prefix);
}
