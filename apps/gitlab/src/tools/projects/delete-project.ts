import { defineTool } from "@fairlead/core";
import { z } from "zod";
import type { GitlabContext } from "../../client/gitlab-client.ts";
import { readProject, readProjectToChange } from "../../client/projects.ts";
import { unlessStatus } from "../../client/unless-status.ts";
import { project } from "../../shape/fields.ts";
import { toProjectRow } from "../../shape/project.ts";

export const deleteProject = defineTool({
  name: "delete_project",
  title: "Delete project",
  description: "Delete a project with everything in it; says when, where GitLab delays it.",
  access: "delete",
  scopes: ["api"],
  input: z.object({ project }),
  output: z.object({ path: z.string(), deletes_on: z.string().optional() }),
  confirm: ({ project: name }) => ({
    target: name,
    question: `Delete ${name}, with its issues, merge requests and pipelines?`,
  }),
  async run({ project: name }, { client, preview }: GitlabContext) {
    const row = await readProjectToChange(client, name);
    preview({ before: { ...toProjectRow(row), open_issues: row.open_issues_count ?? undefined } });
    await client.projects.remove(row.id);
    const after = await unlessStatus(readProject(client, String(row.id)), 404);
    return { path: row.path_with_namespace, deletes_on: after?.marked_for_deletion_on ?? undefined };
  },
});
