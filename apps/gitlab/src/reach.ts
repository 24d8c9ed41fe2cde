import { defineReach, type ConnectionFacts, type Reached } from "@fairlead/core";
import type { GitlabClient } from "./client/gitlab-client.ts";
import { readProject } from "./client/projects.ts";

/** What allow-lists name: projects, by their full path. */
export const projects = defineReach<GitlabClient>({
  one: "project",
  many: "projects",
  example: "acme/**",
  fields: ["project"],

  ofRow({ project, path, visibility }) {
    // Rows of files have a path, too; of projects alone it says who may see them.
    const name = project ?? (visibility === undefined ? undefined : path);
    return typeof name === "string" && name.includes("/") ? name : undefined;
  },
  isId: (name) => /^\d+$/.test(name),

  // GitLab answers under an id and, by a redirect, under a former path.
  async resolve(name, { client }) {
    return (await readProject(client, name)).path_with_namespace;
  },
});

/** A project that a call is about to make, in a group or the caller's own namespace. */
export function newProject(
  { namespace, path, name }: { namespace?: string | undefined; path?: string | undefined; name: string },
  { identity }: ConnectionFacts,
): Reached {
  const last = path ?? name.toLowerCase().replaceAll(/[^\p{L}\p{N}_.-]+/gu, "-");
  return { name: `${namespace ?? identity?.login ?? ""}/${last}`, access: "write", final: true };
}
