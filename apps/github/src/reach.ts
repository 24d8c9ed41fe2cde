import { defineReach, type ConnectionFacts, type Reached } from "@fairlead/core";
import type { GithubClient } from "./client/github-client.ts";

const FULL_NAME = /^[\w.-]+\/[\w.-]+$/;

/** What allow-lists name: repositories, as `owner/repo`. */
export const repositories = defineReach<GithubClient>({
  one: "repository",
  many: "repositories",
  example: "acme/*",
  fields: ["owner", "repo"],
  lists: ["repos"],

  ofRow({ full_name, repo }) {
    const name = full_name ?? repo;
    return typeof name === "string" && FULL_NAME.test(name) ? name : undefined;
  },

  // GitHub answers under a former name, too, in REST by a redirect and in GraphQL silently.
  async resolve(name, { client }) {
    const [owner = "", repo = ""] = name.split("/");
    return (await client.rest.repos.get({ owner, repo })).data.full_name;
  },
});

/** A repository that a call is about to make, under an owner or the caller. */
export function newRepository(owner: string | undefined, name: string, { identity }: ConnectionFacts): Reached {
  return { name: `${owner ?? identity?.login ?? ""}/${name}`, access: "write", final: true };
}
