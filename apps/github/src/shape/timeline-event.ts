import { z } from "zod";

/** Something that happened to an issue or pull request. */
export const TimelineRow = z.object({
  event: z.string(),
  actor: z.string().optional(),
  created_at: z.string().optional(),
  /** Of the other issue that it is about. */
  repo: z.string().optional(),
  detail: z.string().optional(),
});

/** The fields that GitHub's kinds of events have between them, as far as they are shown. */
export interface TimelineEvent {
  event?: string;
  actor?: { login: string } | null;
  user?: { login: string } | null;
  created_at?: string;
  submitted_at?: string;
  state?: string;
  state_reason?: string | null;
  sha?: string;
  commit_id?: string | null;
  label?: { name: string };
  assignee?: { login: string } | null;
  milestone?: { title: string };
  rename?: { from: string; to: string };
  requested_reviewer?: { login: string } | null;
  requested_team?: { slug: string };
  lock_reason?: string | null;
  sub_issue?: IssueReference | null;
  parent_issue?: IssueReference | null;
  source?: { issue?: IssueReference & { title: string } };
}

interface IssueReference {
  number: number;
  repository?: { full_name: string } | null;
}

export function toTimelineRow(row: TimelineEvent): z.input<typeof TimelineRow> {
  return {
    event: row.event ?? "unknown",
    actor: (row.actor ?? row.user)?.login,
    created_at: row.created_at ?? row.submitted_at,
    repo: otherOf(row)?.repository?.full_name,
    detail: detailOf(row),
  };
}

/** What the event is about, in a word or two. */
function detailOf(row: TimelineEvent): string | undefined {
  const { rename, source } = row;
  const other = otherOf(row);
  if (rename) return `"${rename.from}" to "${rename.to}"`;
  if (source?.issue) return `#${source.issue.number} ${source.issue.title}`;
  return (
    row.label?.name ??
    row.assignee?.login ??
    row.milestone?.title ??
    row.requested_reviewer?.login ??
    row.requested_team?.slug ??
    (other ? `#${other.number}` : undefined) ??
    (row.event === "reviewed" ? row.state?.toLowerCase() : undefined) ??
    row.sha ??
    row.commit_id ??
    row.state_reason ??
    row.lock_reason ??
    undefined
  );
}

function otherOf({ source, sub_issue, parent_issue }: TimelineEvent): IssueReference | undefined {
  return source?.issue ?? sub_issue ?? parent_issue ?? undefined;
}
