import { defineResource } from "@fairlead/core";
import { z } from "zod";
import type { GithubReadContext } from "../client/github-client.ts";
import { toRepository } from "../shape/repository.ts";
import { repositoryVariables } from "../shape/variables.ts";

export const repository = defineResource({
  name: "repository",
  toolset: "repos",
  title: "Repository",
  description: "A repository's settings, and what I may do in it",
  uri: "github://repos/{owner}/{repo}",
  mimeType: "application/json",
  params: z.object(repositoryVariables),
  scopes: ["repo"],
  ttlMs: 60_000,
  async read({ owner, repo }, { client }: GithubReadContext) {
    const name = { owner, repo };
    const { data } = await client.rest.repos.get(name);
    return { text: JSON.stringify(toRepository(data, name), undefined, 2) };
  },
});
