import type { EventDetail, Issue } from "../issues.ts";
import type { World } from "../world.ts";

/** Writes one event into an issue's timeline, now (or at `atMs`). */
export function recordEvent(world: World, issue: Issue, actor: string, detail: EventDetail, atMs = world.now()): void {
  issue.events.push({ id: world.nextId("event"), actor, atMs, ...detail });
  issue.updatedAtMs = Math.max(issue.updatedAtMs, atMs);
}
