import type { Issue, StateReason } from "../issues.ts";
import type { World } from "../world.ts";
import { recordEvent } from "./record-event.ts";

/** Closes an issue, or changes the reason of a closed one. Pull requests have no reason. */
export function closeIssue(
  world: World,
  issue: Issue,
  actor: string,
  reason: StateReason | null = "completed",
  at: { atMs?: number; commitSha?: string } = {},
): void {
  const stateReason = issue.isPull ? null : reason;
  if (issue.state === "closed" && issue.stateReason === stateReason) return;
  const atMs = at.atMs ?? world.now();
  issue.state = "closed";
  issue.stateReason = stateReason;
  issue.closedAtMs = atMs;
  issue.closedBy = actor;
  recordEvent(world, issue, actor, { event: "closed", stateReason, commitSha: at.commitSha ?? null }, atMs);
}

export function reopenIssue(world: World, issue: Issue, actor: string): void {
  if (issue.state === "open") return;
  issue.state = "open";
  issue.stateReason = issue.isPull ? null : "reopened";
  issue.closedAtMs = null;
  issue.closedBy = null;
  recordEvent(world, issue, actor, { event: "reopened" });
}
