import { createHash } from "node:crypto";
import type { Discussion, Issue, Note, Noteable } from "./issue.ts";
import type { MergeRequest } from "./merge-request.ts";
import type { World } from "./world.ts";

export function newNote(world: World, facts: Pick<Note, "body" | "author"> & Partial<Note>): Note {
  const now = facts.createdAtMs ?? world.now();
  return {
    id: world.nextId(),
    createdAtMs: now,
    updatedAtMs: now,
    system: false,
    internal: false,
    position: undefined,
    ...facts,
  };
}

/** Begins a discussion; a note on a diff or a thread can be resolved, a single note cannot. */
export function startDiscussion(noteable: Noteable, note: Note, individual: boolean): Discussion {
  const discussion: Discussion = {
    id: createHash("sha1").update(`discussion ${note.id}`).digest("hex"),
    individual,
    notes: [note],
    resolvable: !individual,
    resolvedBy: undefined,
  };
  noteable.discussions.push(discussion);
  noteable.updatedAtMs = Math.max(noteable.updatedAtMs, note.createdAtMs);
  return discussion;
}

/** Runs the quick actions of a text, so that a leak of one shows. Returns the text without them. */
export function runQuickActions(world: World, noteable: Issue | MergeRequest, body: string): string {
  const kept = body.split("\n").filter((line) => {
    const action = /^\s*\/(close|reopen|merge)\s*$/.exec(line)?.[1];
    if (action === "close") Object.assign(noteable, { state: "closed", closedAtMs: world.now() });
    if (action === "reopen") Object.assign(noteable, { state: "opened", closedAtMs: undefined });
    if (action === "merge") Object.assign(noteable, { state: "merged" });
    return action === undefined;
  });
  return kept.join("\n");
}
