import { defineTool } from "@fairlead/core";
import { z } from "zod";
import type { GithubContext } from "../../client/github-client.ts";
import { readContributors, readLanguages, readReadme } from "../../client/repos/repositories.ts";
import { readTemplates } from "../../client/repos/templates.ts";
import { refuseWhenScarce } from "../../client/request/refuse-when-scarce.ts";
import { facets, repository } from "../../shape/fields.ts";
import { Repository, toRepository } from "../../shape/repository.ts";

export const getRepository = defineTool({
  name: "get_repository",
  title: "Get repository",
  description: "One repository: settings, what I may do in it and, on request, readme, languages, people, templates.",
  access: "read",
  scopes: ["repo"],
  freshMs: 15_000,
  input: z.object({
    ...repository,
    include: facets("readme", "languages", "contributors", "templates"),
  }),
  output: Repository,
  async run({ owner, repo, include = [] }, { client }: GithubContext) {
    const name = { owner, repo };
    const { data, headers } = await client.rest.repos.get(name);
    refuseWhenScarce(headers, include);
    const asked = new Set<string>(include);
    const [readme, languages, contributors, templates] = await Promise.all([
      asked.has("readme") ? readReadme(client, name) : undefined,
      asked.has("languages") ? readLanguages(client, name) : undefined,
      asked.has("contributors") ? readContributors(client, name) : undefined,
      asked.has("templates") ? readTemplates(client, name) : undefined,
    ]);
    return { ...toRepository(data, name), readme, languages, contributors, templates };
  },
});
