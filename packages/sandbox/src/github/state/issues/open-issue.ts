import type { Issue } from "../issues.ts";
import type { Repository } from "../repository.ts";
import type { World } from "../world.ts";
import { crossReference } from "./references.ts";

interface NewIssue {
  readonly author: string;
  readonly title: string;
  readonly body: string | null;
  readonly isPull?: boolean;
  readonly type?: string | null;
  /** Milliseconds since the epoch; now by default. */
  readonly atMs?: number;
}

/** Takes the next number and files the issue. Labels, people and milestone follow through their own functions. */
export function openIssue(world: World, repository: Repository, facts: NewIssue): Issue {
  const atMs = facts.atMs ?? world.now();
  const issue: Issue = {
    id: world.nextId("issue"),
    number: repository.issues.nextNumber++,
    isPull: facts.isPull ?? false,
    title: facts.title,
    body: facts.body,
    author: facts.author,
    state: "open",
    stateReason: null,
    labelIds: [],
    assignees: [],
    milestone: null,
    type: facts.type ?? null,
    locked: false,
    lockReason: null,
    createdAtMs: atMs,
    updatedAtMs: atMs,
    closedAtMs: null,
    closedBy: null,
    comments: [],
    events: [],
    reactions: [],
    parent: null,
    subIssues: [],
    blockedBy: [],
  };
  repository.issues.byNumber.set(issue.number, issue);
  crossReference(world, repository, issue, facts.author, `${facts.title}\n${facts.body ?? ""}`, atMs);
  return issue;
}
