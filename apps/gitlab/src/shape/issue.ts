import { namesOut } from "@fairlead/core";
import { z } from "zod";

/** An issue as lists give it. */
export const issueRow = {
  project: z.string(),
  iid: z.int(),
  type: z.string(),
  title: z.string(),
  state: z.string(),
  author: z.string().optional(),
  labels: namesOut,
  assignees: namesOut,
  milestone: z.string().optional(),
  due_date: z.string().optional(),
  updated_at: z.string().optional(),
  url: z.string(),
};

export interface UpstreamPerson {
  id: number;
  username: string;
}

/** What GitLab answers about an issue. */
export interface UpstreamIssue {
  id: number;
  iid: number;
  project_id: number;
  title: string;
  description?: string | null;
  state: string;
  issue_type?: string | null;
  author?: UpstreamPerson | null;
  labels?: string[] | null;
  assignees?: UpstreamPerson[] | null;
  milestone?: { id: number; title: string } | null;
  due_date?: string | null;
  confidential?: boolean | null;
  created_at?: string | null;
  updated_at?: string | null;
  user_notes_count?: number | null;
  references?: { full?: string | null } | null;
  web_url: string;
}

export function toIssueRow(row: UpstreamIssue): z.input<z.ZodObject<typeof issueRow>> {
  return {
    project: projectOf(row, "#"),
    iid: row.iid,
    type: row.issue_type ?? "issue",
    title: row.title,
    state: row.state,
    author: row.author?.username,
    labels: row.labels ?? [],
    assignees: namesOf(row.assignees),
    milestone: row.milestone?.title,
    due_date: row.due_date ?? undefined,
    updated_at: row.updated_at ?? undefined,
    url: row.web_url,
  };
}

export function namesOf(people: readonly UpstreamPerson[] | null | undefined): string[] {
  return people?.map(({ username }) => username) ?? [];
}

/** The project's path in a full reference such as `harbor/shop#12`; its id where an old GitLab gives none. */
export function projectOf(row: Pick<UpstreamIssue, "project_id" | "references">, sign: "#" | "!"): string {
  const full = row.references?.full ?? "";
  return full.includes(sign) ? full.slice(0, full.lastIndexOf(sign)) : String(row.project_id);
}
