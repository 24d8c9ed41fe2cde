import { ToolError } from "@fairlead/core";
import type { UpstreamProject } from "../shape/project.ts";
import type { GitlabClient } from "./gitlab-client.ts";
import { list, one } from "./one.ts";
import { unlessStatus } from "./unless-status.ts";

export function readProject(client: GitlabClient, project: string): Promise<UpstreamProject> {
  return one<UpstreamProject>(client.projects.show(project));
}

/**
 * A project that is to be changed: by its present name only, as a person agreed to that name and a former one leads to
 * another.
 *
 * @throws ToolError `conflict` that names the present one.
 */
export async function readProjectToChange(client: GitlabClient, project: string): Promise<UpstreamProject> {
  const row = await readProject(client, project);
  const { path_with_namespace: path } = row;
  if (/^\d+$/.test(project) || path.toLowerCase() === project.toLowerCase()) return row;
  throw new ToolError("conflict", `The project has moved: it is ${path} now. Repeat the call with that.`, {
    details: { moved_to: path },
  });
}

/** The README as GitLab finds it; undefined where there is none. */
export async function readReadme(client: GitlabClient, row: UpstreamProject): Promise<string | undefined> {
  // The branch may have slashes of its own.
  const [, shown = ""] = (row.readme_url ?? "").split("/-/blob/");
  const before = `${row.default_branch ?? ""}/`;
  const place = decodeURIComponent(shown);
  if (!place.startsWith(before)) return undefined;
  return unlessStatus(one<string>(client.files.showRaw(row.id, place.slice(before.length), "HEAD")), 404);
}

/** Languages with their share in percent. */
export async function readLanguages(client: GitlabClient, project: string): Promise<string[]> {
  const shares = await one<Record<string, number>>(client.projects.showLanguages(project));
  return Object.entries(shares).map(([name, share]) => `${name} ${share} %`);
}

export interface UpstreamLabel {
  id: number;
  name: string;
  description?: string | null;
}

/** Labels that a list of them takes with it. */
const MOST_PAGES = 3;

/** The labels of a project, those of its groups too, up to 300. */
export async function readLabels(client: GitlabClient, project: string): Promise<UpstreamLabel[]> {
  const labels: UpstreamLabel[] = [];
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const { rows, next } = await list<UpstreamLabel>(client.labels.all(project, { perPage: 100, page }));
    labels.push(...rows);
    if (next === undefined) break;
  }
  return labels;
}
