import { ToolError } from "@fairlead/core";
import type { RestEndpointMethodTypes } from "@octokit/rest";
import type { GithubClient } from "../github-client.ts";
import { everyPage } from "../request/every-page.ts";
import type { RepositoryName } from "../repos/repositories.ts";

export type Workflow = RestEndpointMethodTypes["actions"]["listRepoWorkflows"]["response"]["data"]["workflows"][number];

/** Pages of a hundred workflows that are read: large repositories have a few hundred. */
const MOST_PAGES = 5;

/** The workflows of a repository, up to 500. */
export function listWorkflows(client: GithubClient, name: RepositoryName): Promise<Workflow[]> {
  return everyPage(
    async (page) => {
      const { data, headers } = await client.rest.actions.listRepoWorkflows({ ...name, ...page });
      return { data: data.workflows, headers };
    },
    { most: MOST_PAGES },
  );
}

const FILE_OR_ID = /^(?:\d+|[^/]+\.ya?ml)$/i;

/**
 * What GitHub's API calls a workflow: its id or its file's name. Takes a path, or the name that people see, too.
 *
 * @throws ToolError `not_found` with the names that there are.
 */
export async function resolveWorkflow(client: GithubClient, name: RepositoryName, wanted: string): Promise<string> {
  const file = wanted.replace(/^(?:\.?\/)?\.github\/workflows\//, "");
  if (FILE_OR_ID.test(file)) return file;
  const workflows = await listWorkflows(client, name);
  const found = workflows.find((workflow) => workflow.name.toLowerCase() === wanted.trim().toLowerCase());
  if (found) return String(found.id);
  throw new ToolError("not_found", "There is no workflow of that name: take one of these.", {
    details: { workflows: workflows.slice(0, 20).map((workflow) => workflow.name) },
  });
}
