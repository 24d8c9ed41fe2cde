import type { UpstreamPipeline } from "../shape/pipeline.ts";
import type { GitlabClient, GitlabReadContext } from "./gitlab-client.ts";
import { readProject } from "./projects.ts";
import { unlessStatus } from "./unless-status.ts";

/** Whether a call may look into another project, by its path. */
export type MayRead = (project: string) => boolean;

/** What the allow-lists let a call look into; whose text it then holds is noted. */
export function readsOf({ mayRead, readFrom }: Pick<GitlabReadContext, "mayRead" | "readFrom">): MayRead {
  return (project) => {
    const may = mayRead(project);
    if (may) readFrom(project);
    return may;
  };
}

/** The project that a pipeline runs in. */
export interface PipelineHome {
  project: string;
  /** It is another than the one that was asked about. */
  elsewhere: boolean;
}

/**
 * Finds where a pipeline runs: that of a merge request from a fork runs in the fork, under whose name alone it is found.
 *
 * @returns undefined where that project is not visible, or not to be looked into.
 */
export async function homeOf(
  client: GitlabClient,
  project: string,
  { project_id: id, web_url: url }: UpstreamPipeline,
  mayRead: MayRead,
): Promise<PipelineHome | undefined> {
  const own = { project, elsewhere: false };
  const page = `${client.webUrl}/${project}/-/`.toLowerCase();
  if (typeof id !== "number" || String(id) === project || url?.toLowerCase().startsWith(page)) return own;
  const home = await unlessStatus(readProject(client, String(id)), 403, 404);
  if (home?.path_with_namespace.toLowerCase() === project.toLowerCase()) return own;
  return home && mayRead(home.path_with_namespace) ? { project: home.path_with_namespace, elsewhere: true } : undefined;
}
