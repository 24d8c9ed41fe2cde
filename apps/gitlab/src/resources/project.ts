import { defineResource } from "@fairlead/core";
import { z } from "zod";
import type { GitlabReadContext } from "../client/gitlab-client.ts";
import { readProject } from "../client/projects.ts";
import { toProject } from "../shape/project.ts";
import { projectVariable } from "../shape/variables.ts";

export const project = defineResource({
  name: "project",
  toolset: "projects",
  title: "Project",
  description: "A project's settings, and what I may do in it; slashes of its path are written %2F",
  uri: "gitlab://projects/{project}",
  mimeType: "application/json",
  params: z.object(projectVariable),
  scopes: ["read_api"],
  ttlMs: 60_000,
  async read({ project: name }, { client }: GitlabReadContext) {
    return { text: JSON.stringify(toProject(await readProject(client, name)), undefined, 2) };
  },
});
