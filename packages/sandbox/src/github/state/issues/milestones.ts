import type { Issue, Milestone } from "../issues.ts";
import type { Repository } from "../repository.ts";
import type { World } from "../world.ts";
import { recordEvent } from "./record-event.ts";

export function findMilestone(repository: Repository, number: number): Milestone | undefined {
  return repository.issues.milestones.find((milestone) => milestone.number === number);
}

export function createMilestone(
  world: World,
  repository: Repository,
  creator: string,
  facts: { title: string; description: string | null; dueOnMs: number | null; state: "open" | "closed" },
  atMs = world.now(),
): Milestone {
  const milestone: Milestone = {
    id: world.nextId("issue"),
    number: repository.issues.nextMilestone++,
    creator,
    createdAtMs: atMs,
    updatedAtMs: atMs,
    closedAtMs: facts.state === "closed" ? atMs : null,
    ...facts,
  };
  repository.issues.milestones.push(milestone);
  return milestone;
}

/** How many issues and pull requests of the milestone are open and closed. */
export function milestoneCounts(repository: Repository, milestone: Milestone): { open: number; closed: number } {
  const issues = [...repository.issues.byNumber.values()].filter((issue) => issue.milestone === milestone.number);
  const open = issues.filter((issue) => issue.state === "open").length;
  return { open, closed: issues.length - open };
}

/** Puts the issue on a milestone, or takes it off (null). */
export function setMilestone(
  world: World,
  repository: Repository,
  issue: Issue,
  number: number | null,
  actor: string,
  atMs?: number,
): void {
  if (issue.milestone === number) return;
  const before = issue.milestone === null ? undefined : findMilestone(repository, issue.milestone);
  const after = number === null ? undefined : findMilestone(repository, number);
  if (before) recordEvent(world, issue, actor, { event: "demilestoned", milestone: before.title }, atMs);
  if (after) recordEvent(world, issue, actor, { event: "milestoned", milestone: after.title }, atMs);
  issue.milestone = after?.number ?? null;
}
