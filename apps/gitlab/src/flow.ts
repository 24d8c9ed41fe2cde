import { defineFlow } from "@fairlead/core";
import type { GitlabClient } from "./client/gitlab-client.ts";
import { readProject } from "./client/projects.ts";
import { noteVisibility, notedVisibility } from "./client/visibility.ts";

/** Text that goes to a public project is read by strangers; what is private, or for the instance's own people, is not. */
export const audience = defineFlow<GitlabClient>({
  text: [
    "name",
    "title",
    "description",
    "body",
    "summary",
    "comments",
    "edits",
    "operations",
    "message",
    "topics",
    "merge_commit_message",
    "squash_commit_message",
  ],
  isKept: ({ internal, confidential }) => internal === true || confidential === true,
  async isPublic(name, context, side) {
    // As it was when it was read. Where something is written is looked at anew.
    const noted = side === "source" ? await notedVisibility(context, name) : undefined;
    if (noted !== undefined) return noted === "public";
    const row = await readProject(context.client, name);
    noteVisibility(context, row);
    return row.visibility === "public";
  },
});
