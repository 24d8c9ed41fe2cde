import type { RestEndpointMethodTypes } from "@octokit/rest";
import { z } from "zod";
import type { RepositoryName } from "../client/repos/repositories.ts";

/** A repository as lists and searches give it. */
export const RepositoryRow = z.object({
  full_name: z.string(),
  description: z.string().optional(),
  visibility: z.string(),
  archived: z.boolean(),
  language: z.string().optional(),
  default_branch: z.string().optional(),
  pushed_at: z.string().optional(),
});

interface UpstreamRow {
  full_name: string;
  description?: string | null;
  private: boolean;
  visibility?: string;
  archived?: boolean;
  language?: string | null;
  default_branch?: string;
  pushed_at?: string | null;
}

export function toRepositoryRow(row: UpstreamRow): z.input<typeof RepositoryRow> {
  return {
    full_name: row.full_name,
    description: row.description ?? undefined,
    visibility: visibilityOf(row),
    archived: row.archived ?? false,
    language: row.language ?? undefined,
    default_branch: row.default_branch,
    pushed_at: row.pushed_at ?? undefined,
  };
}

/** Old servers and some lists only say whether it is private. */
function visibilityOf(row: Pick<UpstreamRow, "private" | "visibility">): string {
  return row.visibility ?? (row.private ? "private" : "public");
}

/** One repository in full. */
export const Repository = RepositoryRow.extend({
  fork: z.boolean(),
  parent: z.string().optional(),
  moved_to: z.string().optional(),
  default_branch: z.string(),
  topics: z.array(z.string()),
  permissions: z.array(z.string()).optional(),
  merge_settings: z.array(z.string()).optional(),
  stars: z.int(),
  url: z.string(),
  readme: z.string().optional(),
  languages: z.array(z.string()).optional(),
  contributors: z.array(z.string()).optional(),
  templates: z.array(z.object({ kind: z.string(), name: z.string(), body: z.string() })).optional(),
});

type UpstreamRepository = RestEndpointMethodTypes["repos"]["get"]["response"]["data"];

/** @param asked The name that the caller knows it by: GitHub answers under a former one, too. */
export function toRepository(row: UpstreamRepository, asked: RepositoryName): z.input<typeof Repository> {
  const moved = row.full_name.toLowerCase() !== `${asked.owner}/${asked.repo}`.toLowerCase();
  return {
    ...toRepositoryRow(row),
    fork: row.fork,
    parent: row.parent?.full_name,
    moved_to: moved ? row.full_name : undefined,
    default_branch: row.default_branch,
    topics: row.topics ?? [],
    permissions: row.permissions && Object.entries(row.permissions).flatMap(([name, granted]) => (granted ? name : [])),
    merge_settings: mergeSettingsOf(row),
    stars: row.stargazers_count,
    url: row.html_url,
  };
}

/** Those that are switched on; GitHub shows them to people who may push. */
function mergeSettingsOf(row: UpstreamRepository): string[] | undefined {
  const { allow_merge_commit, allow_squash_merge, allow_rebase_merge, allow_auto_merge, delete_branch_on_merge } = row;
  if (allow_merge_commit === undefined) return undefined;
  const all = { allow_merge_commit, allow_squash_merge, allow_rebase_merge, allow_auto_merge, delete_branch_on_merge };
  return Object.entries(all).flatMap(([name, on]) => (on ? name : []));
}
