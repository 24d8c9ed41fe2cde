import { defineTool } from "@fairlead/core";
import { z } from "zod";
import { newRepository } from "../../reach.ts";
import type { GithubContext } from "../../client/github-client.ts";
import { planSettings, sendSettings } from "../../client/repos/repository-settings.ts";
import { gitRef, repository, shortText } from "../../shape/fields.ts";

const topic = z.string().refine((name) => /^[a-z0-9][a-z0-9-]{0,49}$/.test(name), "is no topic: a-z, 0-9 and hyphens");
const onOff = (what: string) => z.boolean().optional().describe(what);

export const updateRepository = defineTool({
  name: "update_repository",
  title: "Update repository",
  description:
    "Change settings of a repository; only those that are passed. Asks before it hides, shows or archives one.",
  access: "write",
  idempotent: true,
  scopes: ["repo"],
  input: z.object({
    ...repository,
    name: repository.repo.optional().meta({ description: "New name", "x-mcp-header": undefined }),
    description: shortText(350).optional().describe("One line"),
    homepage: shortText(255).optional().describe("URL"),
    private: onOff("Private"),
    archived: onOff("Archived, read-only"),
    default_branch: gitRef.optional().describe("Branch"),
    topics: z.array(topic).max(20).optional().describe("All topics"),
    has_issues: onOff("Issues"),
    has_wiki: onOff("Wiki"),
    has_projects: onOff("Projects"),
    has_discussions: onOff("Discussions"),
    allow_merge_commit: onOff("Merge commits"),
    allow_squash_merge: onOff("Squash"),
    allow_rebase_merge: onOff("Rebase"),
    allow_auto_merge: onOff("Auto-merge"),
    delete_branch_on_merge: onOff("Tidy up heads"),
  }),
  reaches: ({ owner, repo, name }, connection) => [
    { name: `${owner}/${repo}`, access: "write" },
    ...(name === undefined ? [] : [newRepository(owner, name, connection)]),
  ],
  output: z.object({ full_name: z.string(), changed: z.array(z.string()), url: z.string() }),
  confirm({ owner, repo, private: isPrivate, archived }) {
    if (isPrivate === undefined && archived === undefined) return undefined;
    const changes = [
      ...(isPrivate === undefined
        ? []
        : [isPrivate ? "private, which drops stars and watchers" : "public for everybody"]),
      ...(archived === undefined ? [] : [archived ? "archived and read-only" : "active again"]),
    ];
    return { target: `${owner}/${repo}`, question: `Make ${owner}/${repo} ${changes.join(" and ")}?` };
  },
  async run({ owner, repo, topics, ...wanted }, { client, preview }: GithubContext) {
    const name = { owner, repo };
    const { data: now } = await client.rest.repos.get(name);
    const plan = planSettings(now, wanted, topics);
    const changed = [...Object.keys(plan.patch), ...(plan.topics ? ["topics"] : [])];
    preview({
      before: { ...plan.before, ...(plan.topics && { topics: now.topics }) },
      after: { ...plan.patch, ...(plan.topics && { topics: plan.topics }) },
    });
    const { full_name, html_url } = await sendSettings(client, name, now, plan);
    return { full_name, changed, url: html_url };
  },
});
