import type { Group } from "../state/account.ts";
import { LEVEL } from "../state/account.ts";
import type { Issue } from "../state/issue.ts";
import type { MergeRequest } from "../state/merge-request.ts";
import type { Job, Pipeline } from "../state/pipeline.ts";
import type { Project } from "../state/project.ts";
import { canSee, findProject, groupLevel, levelIn } from "../state/world.ts";
import { forbidden, notFound, Refusal, type Call } from "./route.ts";

/**
 * The project that a path names. A former name redirects a GET, and is not found by a write.
 *
 * @param least The level that the caller needs.
 */
export function projectOf(call: Call, least = 0): Project {
  const { id = "" } = call.params;
  const found = findProject(call.world, id);
  if (!found || !canSee(found.project, call.user)) throw notFound("Project");
  const { project, moved } = found;
  if (moved) {
    if (call.method !== "GET") throw new Refusal(405, "Non GET methods are not allowed for moved projects");
    const rest = call.path.split("/").slice(3).join("/");
    const query = call.query.toString();
    const location = `${call.world.url}/api/v4/projects/${project.id}${rest === "" ? "" : `/${rest}`}`;
    throw new Refusal(
      301,
      { message: "This resource has been moved permanently" },
      {
        location: query === "" ? location : `${location}?${query}`,
      },
    );
  }
  require(project, call, least);
  return project;
}

function require(project: Project, call: Call, least: number): void {
  if (levelIn(project, call.user) < least) throw call.user ? forbidden() : new Refusal(401, "401 Unauthorized");
  if (call.method !== "GET" && project.archived && !call.path.endsWith("/unarchive")) throw forbidden();
}

export const developer = (call: Call) => projectOf(call, LEVEL.developer);

export function groupOf(call: Call): Group {
  const { id = "" } = call.params;
  const group = [...call.world.groups.values()].find((row) => row.fullPath === id || String(row.id) === id);
  if (!group || (group.visibility !== "public" && groupLevel(group, call.user) === 0)) throw notFound("Group");
  return group;
}

export function issueOf(call: Call, project: Project): Issue {
  const issue = project.issues.get(Number(call.params["iid"]));
  const hidden =
    issue?.confidential === true &&
    levelIn(project, call.user) < LEVEL.reporter &&
    issue.author !== call.user?.username;
  if (!issue || hidden) throw notFound("Issue");
  return issue;
}

export function mergeRequestOf(call: Call, project: Project): MergeRequest {
  const found = project.mergeRequests.get(Number(call.params["iid"]));
  if (!found) throw new Refusal(404, "404 Not found");
  return found;
}

export function pipelineOf(call: Call, project: Project): Pipeline {
  const found = project.pipelines.find(({ id }) => id === Number(call.params["pipeline_id"]));
  if (!found) throw new Refusal(404, "404 Not found");
  return found;
}

export function jobOf(call: Call, project: Project): { job: Job; pipeline: Pipeline } {
  for (const pipeline of project.pipelines) {
    const job = pipeline.jobs.find(({ id }) => id === Number(call.params["job_id"]));
    if (job) return { job, pipeline };
  }
  throw new Refusal(404, "404 Not found");
}
