import { ToolError } from "@fairlead/core";
import type { UsergroupsListResponse } from "@slack/web-api";
import { parseReference } from "../../shape/reference.ts";
import { forget, remember } from "../request/remember.ts";
import { only, sorted, type Candidate } from "../resolve/candidate.ts";
import type { SlackContext, SlackReadContext } from "../slack-client.ts";
import { teamOf } from "../viewer/viewer.ts";

export type SlackUsergroup = NonNullable<UsergroupsListResponse["usergroups"]>[number];

const HOUR_MS = 3_600_000;

/** The workspace's groups that are in use, asked once an hour: they are few. */
export function usergroupsOf(context: SlackReadContext): Promise<SlackUsergroup[]> {
  return remember(context, "usergroups", HOUR_MS, async () => {
    const { usergroups = [] } = await context.client.web.usergroups.list({
      include_count: true,
      ...(await teamOf(context)),
    });
    return usergroups;
  });
}

/** How many people are in a group: Slack writes it as a number or as text. */
export function countOf(group: SlackUsergroup): number {
  const { user_count: count = 0 } = group as { user_count?: number | string };
  return Number(count);
}

export function forgetUsergroups(context: SlackReadContext): void {
  forget(context, "usergroups");
}

/** A group by id or handle. @throws ToolError not_found */
export async function resolveUsergroup(context: SlackReadContext, written: string): Promise<Candidate> {
  const reference = parseReference(written);
  if (reference.form === "usergroup") return { kind: "usergroup", id: reference.id, name: written };
  const handle = written.replace(/^@/, "").trim().toLowerCase();
  const rows = (await usergroupsOf(context)).map(toCandidate);
  const found = sorted(rows, ({ name }) => name.toLowerCase() === `@${handle}`);
  return only(
    written,
    "user group",
    { exact: found.exact, near: found.near.filter(({ name }) => name.includes(handle)) },
    "Find it with list_usergroups.",
  );
}

function toCandidate({ id = "", handle = "" }: SlackUsergroup): Candidate {
  return { kind: "usergroup", id, name: `@${handle}` };
}

export interface Delta {
  add?: readonly string[];
  remove?: readonly string[];
  expectedCount?: number | undefined;
}

export interface DeltaResult {
  before: readonly string[];
  after: readonly string[];
}

/**
 * Changes of the same group in this process wait for each other: each replaces the whole list. Those of other replicas, and
 * of people in Slack, do not wait: what they undo is seen afterwards.
 */
const changing = new Map<string, Promise<unknown>>();

/** How often a change is begun: somebody else comes between once, not again and again. */
const MOST_TRIES = 2;

/**
 * Adds people to a group or takes them out of it. Slack takes only whole lists: it is read, changed, looked at once more
 * before it is written, and read back. Whoever else changes it in between loses nobody: then it starts over, once. So it
 * does where a list that somebody else has written at the same time lacks this change.
 *
 * @throws ToolError `conflict` for a count that is not the expected one or a group that keeps changing; `invalid_input`
 *   where nobody would be left.
 */
export async function changeMembers(context: SlackContext, groupId: string, delta: Delta): Promise<DeltaResult> {
  const earlier = changing.get(groupId) ?? Promise.resolve();
  const mine = earlier.catch(() => undefined).then(() => changeOnce(context, groupId, delta));
  changing.set(groupId, mine);
  try {
    return await mine;
  } finally {
    if (changing.get(groupId) === mine) changing.delete(groupId);
  }
}

async function changeOnce(context: SlackContext, groupId: string, delta: Delta): Promise<DeltaResult> {
  let first: readonly string[] | undefined;
  for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
    const before = await membersOf(context, groupId);
    if (first === undefined) refuseOtherCount(before, delta);
    const after = applied(before, delta);
    if (same(before, after)) return { before: first ?? before, after };
    if (after.length === 0)
      throw new ToolError(
        "invalid_input",
        "Nobody would be left: a group cannot be empty. Disable it in Slack instead.",
      );
    if (!same(await membersOf(context, groupId), before)) continue;
    context.preview({ before: { users: before }, after: { users: after } });
    await context.client.web.usergroups.users.update({
      usergroup: groupId,
      users: after.join(","),
      ...(await teamOf(context)),
    });
    forgetUsergroups(context);
    first ??= before;
    // It is done: a look that fails does not make it undone.
    const now = await membersOf(context, groupId).catch(() => after);
    if (same(now, applied(now, delta))) return { before: first, after: now };
  }
  throw new ToolError("conflict", "Somebody else is changing this group: read it again, then repeat the call.");
}

function refuseOtherCount(before: readonly string[], { expectedCount }: Delta): void {
  if (expectedCount === undefined || before.length === expectedCount) return;
  throw new ToolError("conflict", `The group has ${before.length} people, not ${expectedCount}: read it again.`, {
    details: { count: before.length },
  });
}

export async function membersOf(context: SlackReadContext, groupId: string): Promise<string[]> {
  const { users = [] } = await context.client.web.usergroups.users.list({
    usergroup: groupId,
    ...(await teamOf(context)),
  });
  return users;
}

function applied(before: readonly string[], { add = [], remove = [] }: Delta): string[] {
  const gone = new Set(remove);
  return [...new Set([...before, ...add])].filter((id) => !gone.has(id));
}

function same(one: readonly string[], other: readonly string[]): boolean {
  const ids = new Set(one);
  return ids.size === new Set(other).size && other.every((id) => ids.has(id));
}
