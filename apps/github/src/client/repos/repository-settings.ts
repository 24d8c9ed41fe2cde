import type { RestEndpointMethodTypes } from "@octokit/rest";
import { changedSet } from "@fairlead/domain/names";
import type { GithubClient } from "../github-client.ts";
import type { RepositoryName } from "./repositories.ts";

/** Settings as one PATCH takes them. */
export interface Settings {
  name?: string | undefined;
  description?: string | undefined;
  homepage?: string | undefined;
  private?: boolean | undefined;
  archived?: boolean | undefined;
  default_branch?: string | undefined;
  has_issues?: boolean | undefined;
  has_wiki?: boolean | undefined;
  has_projects?: boolean | undefined;
  has_discussions?: boolean | undefined;
  allow_merge_commit?: boolean | undefined;
  allow_squash_merge?: boolean | undefined;
  allow_rebase_merge?: boolean | undefined;
  allow_auto_merge?: boolean | undefined;
  delete_branch_on_merge?: boolean | undefined;
}

type Repository = RestEndpointMethodTypes["repos"]["get"]["response"]["data"];
type Values = Record<string, unknown>;

/** What an update will change. */
export interface SettingsPlan {
  patch: Values;
  /** The same fields as they are now. */
  before: Values;
  /** All topics as they shall be; undefined where they stay. */
  topics: string[] | undefined;
}

/** Compares settings with those that are: only what differs is sent. */
export function planSettings(now: Repository, wanted: Settings, topics: readonly string[] | undefined): SettingsPlan {
  const present: Values = { ...now };
  const changed = Object.entries(wanted).filter(
    ([field, value]) => value !== undefined && value !== (present[field] ?? (typeof value === "string" ? "" : false)),
  );
  return {
    patch: Object.fromEntries(changed),
    before: Object.fromEntries(changed.map(([field]) => [field, present[field] ?? undefined])),
    topics: topics && changedSet(now.topics ?? [], { all: topics }),
  };
}

/**
 * Sends a plan. Nothing can be changed in an archived repository: what unarchives goes first, what archives last.
 *
 * @returns The repository as it is then called.
 */
export async function sendSettings(
  client: GithubClient,
  name: RepositoryName,
  now: Pick<Repository, "full_name" | "html_url">,
  { patch, topics }: SettingsPlan,
): Promise<{ full_name: string; html_url: string }> {
  const archives = patch["archived"] === true;
  if (topics && archives) await client.rest.repos.replaceAllTopics({ ...name, names: topics });
  const changed = Object.keys(patch).length > 0 ? (await client.rest.repos.update({ ...name, ...patch })).data : now;
  if (topics && !archives) {
    const [owner = name.owner, repo = name.repo] = changed.full_name.split("/");
    await client.rest.repos.replaceAllTopics({ owner, repo, names: topics });
  }
  return changed;
}
