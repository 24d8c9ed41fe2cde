import { setTimeout as wait } from "node:timers/promises";
import type { Judged } from "@fairlead/domain/readiness";
import { isDraft, type UpstreamMergeRequest } from "../../shape/merge-request.ts";
import type { UpstreamPerson } from "../../shape/issue.ts";
import { isResolvable, isResolved } from "../../shape/note.ts";
import { readDiscussions } from "../discussions.ts";
import type { GitlabClient } from "../gitlab-client.ts";
import { readMergeRequest } from "../merge-requests.ts";
import { one } from "../one.ts";
import { readProject } from "../projects.ts";
import { unlessStatus } from "../unless-status.ts";
import { judge } from "./judge.ts";

/** Whether a merge request can be merged, with the merge request as it was then. */
export interface ReadReadiness {
  readiness: Judged;
  row: UpstreamMergeRequest;
}

/** GitLab finds out in the background whether branches conflict. */
const POLLS = 5;
const POLL_MS = 1_000;
const CHECKING = new Set(["checking", "unchecked", "preparing", "approvals_syncing"]);

/** Reads everything that readiness is judged by; more than once while GitLab does not know yet. */
export async function readReadiness(
  client: GitlabClient,
  project: string,
  iid: number,
  signal: AbortSignal,
): Promise<ReadReadiness> {
  let row = await readMergeRequest(client, project, iid);
  for (let polls = 0; isChecking(row) && polls < POLLS; polls += 1) {
    await wait(POLL_MS, undefined, { signal });
    row = await readMergeRequest(client, project, iid);
  }
  const [home, approvals, discussions] = await Promise.all([
    readProject(client, project),
    readApprovals(client, project, iid),
    readDiscussions(client, project, iid),
  ]);
  const readiness = judge({
    state: row.state,
    status: row.detailed_merge_status ?? row.merge_status ?? "unknown",
    draft: isDraft(row),
    conflicts: row.has_conflicts === true,
    behind: row.diverged_commits_count ?? 0,
    linear: home.merge_method === "rebase_merge" || home.merge_method === "ff",
    pipeline: {
      required: home.only_allow_merge_if_pipeline_succeeds === true,
      status: row.head_pipeline?.status,
      skippedPasses: home.allow_merge_on_skipped_pipeline === true,
    },
    discussions: {
      required: home.only_allow_merge_if_all_discussions_are_resolved === true,
      unresolved: discussions.filter((thread) => isResolvable(thread) && !isResolved(thread)).length,
    },
    approvalsLeft: approvals.left,
    approvers: approvals.approvers,
    rebasing: row.rebase_in_progress === true,
    autoMerge: row.merge_when_pipeline_succeeds === true,
    train: home.merge_trains_enabled === true,
  });
  return { readiness, row };
}

function isChecking({ state, detailed_merge_status: status, rebase_in_progress }: UpstreamMergeRequest): boolean {
  return state === "opened" && (rebase_in_progress === true || (typeof status === "string" && CHECKING.has(status)));
}

export interface Approvals {
  left: number;
  required: number;
  approvedBy: string[];
  approvers: string[];
  /** I have given one. */
  mine: boolean;
  /** I may give one; undefined where GitLab does not say. */
  mayGive: boolean | undefined;
  /** GitLab wants a password or single sign-on with one: no token gives it. */
  asksAgain: boolean;
}

interface UpstreamApprovals {
  approvals_left?: number | null;
  approvals_required?: number | null;
  user_has_approved?: boolean | null;
  user_can_approve?: boolean | null;
  require_password_to_approve?: boolean | null;
  require_reauthentication_to_approve?: boolean | null;
  approved_by?: { user?: UpstreamPerson | null }[] | null;
}

interface ApprovalState {
  rules?: { approved?: boolean | null; eligible_approvers?: UpstreamPerson[] | null }[] | null;
}

/** Approvals that are there and missing; the free edition asks for none, and has no rules. */
export async function readApprovals(client: GitlabClient, project: string, iid: number): Promise<Approvals> {
  const [facts, rules] = await Promise.all([
    unlessStatus(
      one<UpstreamApprovals>(client.approvals.showConfiguration(project, { mergerequestIId: iid } as never)),
      403,
      404,
    ),
    unlessStatus(one<ApprovalState>(client.approvals.showApprovalState(project, iid)), 403, 404),
  ]);
  const open = rules?.rules?.filter(({ approved }) => approved === false) ?? [];
  const people = open.flatMap(({ eligible_approvers: eligible }) => eligible?.map(({ username }) => username) ?? []);
  return {
    left: facts?.approvals_left ?? 0,
    required: facts?.approvals_required ?? 0,
    approvedBy: facts?.approved_by?.flatMap(({ user }) => user?.username ?? []) ?? [],
    approvers: [...new Set(people)].slice(0, 10),
    mine: facts?.user_has_approved === true,
    asksAgain: facts?.require_password_to_approve === true || facts?.require_reauthentication_to_approve === true,
    mayGive: facts?.user_can_approve ?? undefined,
  };
}
