import { namesOut } from "@fairlead/core";
import { z } from "zod";
import { loginOf, type Actor } from "./actor.ts";

/** The fields of an issue as lists and searches give it. */
export const issueRow = {
  number: z.int(),
  title: z.string(),
  state: z.string(),
  author: z.string().optional(),
  labels: namesOut,
  assignees: namesOut,
  milestone: z.string().optional(),
  comments: z.int(),
  updated_at: z.string(),
  url: z.string(),
};

export type IssueRow = z.input<z.ZodObject<typeof issueRow>>;

/** A row of a REST list. Pull requests stand among issues there, and carry a field to tell. */
export interface RestIssue {
  number: number;
  title: string;
  state: string;
  user: { login: string } | null;
  labels: readonly (string | { name?: string | null })[];
  assignees?: readonly { login: string }[] | null;
  milestone: { title: string } | null;
  comments: number;
  updated_at: string;
  html_url: string;
  pull_request?: unknown;
}

export function toIssueRow(row: RestIssue): IssueRow {
  return {
    number: row.number,
    title: row.title,
    state: row.state,
    author: row.user?.login,
    labels: labelNames(row),
    assignees: row.assignees?.map(({ login }) => login) ?? [],
    milestone: row.milestone?.title,
    comments: row.comments,
    updated_at: row.updated_at,
    url: row.html_url,
  };
}

export function labelNames({ labels }: Pick<RestIssue, "labels">): string[] {
  return labels.flatMap((label) => (typeof label === "string" ? label : (label.name ?? [])));
}

/** The same of a GraphQL document with the fragment of `client/issues/issue-list.ts`. */
export interface GraphqlIssue {
  number: number;
  title: string;
  state: string;
  author: Actor;
  labels: { nodes: readonly { name: string }[] } | null;
  assignees: { nodes: readonly { login: string }[] };
  milestone: { title: string } | null;
  comments: { totalCount: number };
  updatedAt: string;
  url: string;
}

export function fromGraphqlIssue(row: GraphqlIssue): IssueRow {
  return {
    number: row.number,
    title: row.title,
    state: row.state.toLowerCase(),
    author: loginOf(row.author),
    labels: row.labels?.nodes.map(({ name }) => name) ?? [],
    assignees: row.assignees.nodes.map(({ login }) => login),
    milestone: row.milestone?.title,
    comments: row.comments.totalCount,
    updated_at: row.updatedAt,
    url: row.url,
  };
}
