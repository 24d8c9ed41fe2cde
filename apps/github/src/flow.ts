import { defineFlow } from "@fairlead/core";
import type { GithubClient } from "./client/github-client.ts";

/** Text that goes to a public repository, or to somebody else's fork, is read by strangers. */
export const audience = defineFlow<GithubClient>({
  text: [
    "title",
    "body",
    "edits",
    "operations",
    "message",
    "comments",
    "name",
    "description",
    "homepage",
    "topics",
    "branch",
    "template",
    "commit_title",
    "commit_message",
  ],
  opens: ({ private: isPrivate }) => isPrivate === false,
  async isPublic(name, { client, connection }) {
    const [owner = "", repo = ""] = name.split("/");
    const { data } = await client.rest.repos.get({ owner, repo });
    const visibility = data.visibility ?? (data.private ? "private" : "public");
    return visibility === "public" || (data.fork && data.owner.login !== connection.identity?.login);
  },
});
