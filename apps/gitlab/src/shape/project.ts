import { z } from "zod";

/** A project as lists give it. */
export const projectRow = {
  id: z.int(),
  path: z.string(),
  description: z.string().optional(),
  visibility: z.string(),
  archived: z.boolean(),
  default_branch: z.string().optional(),
  last_activity_at: z.string().optional(),
  url: z.string(),
};

/** What GitLab answers about a project; what a role may not see is left out. */
export interface UpstreamProject {
  id: number;
  path_with_namespace: string;
  description?: string | null;
  visibility?: string | null;
  archived?: boolean | null;
  default_branch?: string | null;
  last_activity_at?: string | null;
  web_url: string;
  topics?: string[] | null;
  star_count?: number | null;
  open_issues_count?: number | null;
  readme_url?: string | null;
  merge_method?: string | null;
  squash_option?: string | null;
  only_allow_merge_if_pipeline_succeeds?: boolean | null;
  allow_merge_on_skipped_pipeline?: boolean | null;
  only_allow_merge_if_all_discussions_are_resolved?: boolean | null;
  remove_source_branch_after_merge?: boolean | null;
  /** Premium. */
  merge_trains_enabled?: boolean | null;
  marked_for_deletion_on?: string | null;
  permissions?: {
    project_access?: { access_level: number } | null;
    group_access?: { access_level: number } | null;
  } | null;
}

export function toProjectRow(row: UpstreamProject): z.input<z.ZodObject<typeof projectRow>> {
  return {
    id: row.id,
    path: row.path_with_namespace,
    description: row.description || undefined,
    visibility: row.visibility ?? "private",
    archived: row.archived === true,
    default_branch: row.default_branch ?? undefined,
    last_activity_at: row.last_activity_at ?? undefined,
    url: row.web_url,
  };
}

const LEVELS: Readonly<Record<number, string>> = {
  5: "minimal",
  10: "guest",
  15: "planner",
  20: "reporter",
  30: "developer",
  40: "maintainer",
  50: "owner",
};

/** What the account is in a project, of its own or by a group; GitLab shows it to members. */
export function accessLevelOf({ permissions }: UpstreamProject): string | undefined {
  const level = Math.max(permissions?.project_access?.access_level ?? 0, permissions?.group_access?.access_level ?? 0);
  return level === 0 ? undefined : (LEVELS[level] ?? String(level));
}

/** What a merge has to pass in a project. */
export function mergeChecksOf(row: UpstreamProject): string[] {
  return [
    ...(row.only_allow_merge_if_pipeline_succeeds === true ? ["pipeline_succeeds"] : []),
    ...(row.only_allow_merge_if_all_discussions_are_resolved === true ? ["discussions_resolved"] : []),
  ];
}

/** One project in full. */
export const projectFacts = {
  ...projectRow,
  topics: z.array(z.string()),
  stars: z.int(),
  open_issues: z.int().optional(),
  my_access_level: z.string().optional(),
  merge_method: z.string().optional(),
  squash_option: z.string().optional(),
  merge_checks: z.array(z.string()),
  deletes_on: z.string().optional(),
};

export function toProject(row: UpstreamProject): z.input<z.ZodObject<typeof projectFacts>> {
  return {
    ...toProjectRow(row),
    topics: row.topics ?? [],
    stars: row.star_count ?? 0,
    open_issues: row.open_issues_count ?? undefined,
    my_access_level: accessLevelOf(row),
    merge_method: row.merge_method ?? undefined,
    squash_option: row.squash_option ?? undefined,
    merge_checks: mergeChecksOf(row),
    deletes_on: row.marked_for_deletion_on ?? undefined,
  };
}
