import { present, ToolError } from "@fairlead/core";
import { isSameText } from "@fairlead/domain/text-edit";
import { namesOf, type UpstreamIssue } from "../shape/issue.ts";
import type { GitlabClient } from "./gitlab-client.ts";
import { listIssues } from "./issue-list.ts";
import { resolveLabels, resolveMilestone, resolvePeople } from "./names.ts";
import { isRecent } from "./recent.ts";
import { refuseQuickActions } from "./refuse-quick-actions.ts";

export interface NewIssue {
  title: string;
  description?: string | undefined;
  type: string;
  labels?: readonly string[] | undefined;
  assignees?: readonly string[] | undefined;
  milestone?: string | undefined;
  due_date?: string | undefined;
  confidential?: boolean | undefined;
  create_labels?: boolean | undefined;
  check_duplicates?: boolean | undefined;
}

/** What was asked for by name. */
export interface Wanted {
  labels?: readonly string[] | undefined;
  assignees?: readonly string[] | undefined;
  reviewers?: readonly string[] | undefined;
  milestone?: string | undefined;
  /** Beside names, in the words of GitLab's answer. */
  fields?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Checks what a new issue is to have, and makes its request.
 *
 * @throws ToolError `invalid_input` for names that are not there; `conflict` where the check for duplicates finds the title.
 */
export async function prepareIssue(client: GitlabClient, project: string, asked: NewIssue) {
  refuseQuickActions(client, asked.description);
  const [labels, people, milestone, similar] = await Promise.all([
    asked.create_labels ? [...(asked.labels ?? [])] : resolveLabels(client, project, asked.labels ?? []),
    resolvePeople(client, project, asked.assignees ?? []),
    asked.milestone === undefined ? undefined : resolveMilestone(client, project, asked.milestone),
    asked.check_duplicates ? findSimilar(client, project, asked.title) : [],
  ]);
  refuseTwin(asked.title, similar);
  const request = present({
    description: asked.description,
    issueType: asked.type === "issue" ? undefined : asked.type,
    labels: labels.length > 0 ? labels.join(",") : undefined,
    assigneeIds: people.length > 0 ? people.map(({ id }) => id) : undefined,
    milestoneId: milestone?.id,
    dueDate: asked.due_date,
    confidential: asked.confidential,
  });
  const wanted: Wanted = {
    labels,
    assignees: people.map(({ username }) => username),
    milestone: milestone?.title,
    fields: present({
      issue_type: request.issueType,
      due_date: asked.due_date || undefined,
      confidential: asked.confidential,
    }),
  };
  return { request, wanted, similar };
}

/** Words of a title that titles of open issues are looked through for. */
const WORDS = 3;

async function findSimilar(client: GitlabClient, project: string, title: string) {
  const words = [...new Set(title.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [])]
    .toSorted((a, b) => b.length - a.length)
    .slice(0, WORDS);
  const found = await Promise.all(
    words.map((query) => listIssues(client, { project, query, state: "opened", sort: "created", limit: 20 })),
  );
  const rows = new Map(found.flatMap((page) => page.rows).map((row) => [row.iid, row]));
  const alike = [...rows.values()].filter((row) => words.every((word) => row.title.toLowerCase().includes(word)));
  return alike.slice(0, 5).map((row) => ({ iid: row.iid, title: row.title, url: row.web_url }));
}

function refuseTwin(title: string, similar: readonly { iid: number; title: string; url: string }[]): void {
  const wordsOf = (text: string) => (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
  const twin = similar.find((row) => wordsOf(row.title) === wordsOf(title));
  if (!twin) return;
  throw new ToolError(
    "conflict",
    `#${twin.iid} is open under this title. Nothing was made: comment there, or leave out check_duplicates.`,
    { details: { iid: twin.iid, url: twin.url } },
  );
}

/** What GitLab left out without a word, such as `label bug`: everything where the account may not triage. */
export function ignoredOf(
  wanted: Wanted,
  row: Pick<UpstreamIssue, "labels" | "assignees" | "milestone"> & { reviewers?: UpstreamIssue["assignees"] },
): string[] | undefined {
  const missing = (what: string, asked: readonly string[] = [], given: readonly string[]) => {
    const known = new Set(given.map((name) => name.toLowerCase()));
    return asked.filter((name) => !known.has(name.toLowerCase())).map((name) => `${what} ${name}`);
  };
  const left = [
    ...missing("label", wanted.labels, row.labels ?? []),
    ...missing("assignee", wanted.assignees, namesOf(row.assignees)),
    ...missing("reviewer", wanted.reviewers, namesOf(row.reviewers)),
    ...(wanted.milestone !== undefined && wanted.milestone !== row.milestone?.title
      ? [`milestone ${wanted.milestone}`]
      : []),
    ...Object.entries(wanted.fields ?? {})
      .filter(([field, value]) => field in row && row[field as keyof typeof row] !== value)
      .map(([field, value]) => `${field} ${String(value)}`),
  ];
  return left.length > 0 ? left : undefined;
}

/** The issue that somebody opened with these words a moment ago, if there is one. */
export async function findRecentIssue(
  client: GitlabClient,
  project: string,
  { title, description }: Pick<NewIssue, "title" | "description">,
  author: string,
): Promise<UpstreamIssue | undefined> {
  const { rows } = await listIssues(client, { project, author, state: "all", sort: "created", limit: 20 });
  return rows.find(
    (row) => isSameText(row.title, title) && isSameText(row.description, description) && isRecent(row.created_at),
  );
}
