import { defineTool, facetOf, facets, namesOut, outputOf } from "@fairlead/core";
import { z } from "zod";
import type { GitlabContext } from "../../client/gitlab-client.ts";
import { readLabels, readLanguages, readProject, readReadme } from "../../client/projects.ts";
import { readTemplates } from "../../client/templates.ts";
import { noteVisibility } from "../../client/visibility.ts";
import { project } from "../../shape/fields.ts";
import { projectFacts, toProject } from "../../shape/project.ts";

export const getProject = defineTool({
  name: "get_project",
  title: "Get project",
  description: "One project: settings, what I may do in it and, on request, readme, languages, labels, templates.",
  access: "read",
  scopes: ["read_api"],
  freshMs: 15_000,
  input: z.object({ project, include: facets("readme", "languages", "labels", "templates") }),
  output: outputOf({
    ...projectFacts,
    readme: z.string().optional(),
    languages: namesOut.optional(),
    labels: namesOut.optional(),
    templates: facetOf(
      z.object({ kind: z.string(), name: z.string(), body: z.string().optional(), path: z.string().optional() }),
    ),
  }),
  async run({ project: name, include = [] }, context: GitlabContext) {
    const { client } = context;
    const row = await readProject(client, name);
    noteVisibility(context, row);
    const asked = new Set<string>(include);
    const [readme, languages, labels, templates] = await Promise.all([
      asked.has("readme") ? readReadme(client, row) : undefined,
      asked.has("languages") ? readLanguages(client, name) : undefined,
      asked.has("labels") ? readLabels(client, name) : undefined,
      asked.has("templates") ? readTemplates(client, name) : undefined,
    ]);
    return { ...toProject(row), readme, languages, labels: labels?.map((label) => label.name), templates };
  },
});
