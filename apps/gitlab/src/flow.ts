import { defineFlow } from "@fairlead/core";
import type { GitlabClient } from "./client/gitlab-client.ts";
import { one } from "./client/one.ts";
import { readProject } from "./client/projects.ts";
import { noteVisibility, notedVisibility } from "./client/visibility.ts";

const GROUPS = "groups/";

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
    "branch",
    "merge_commit_message",
    "squash_commit_message",
  ],
  isKept: ({ internal, confidential }) => internal === true || confidential === true,
  opens: ({ visibility }) => visibility === "public",
  // Milestones of a group; no project can have such a path.
  beside: ({ project, group }) => (project === undefined && typeof group === "string" ? [`${GROUPS}${group}`] : []),
  async isPublic(name, context, side) {
    if (name.startsWith(GROUPS)) return isPublicGroup(context.client, name.slice(GROUPS.length));
    // As it was when it was read. Where something is written is looked at anew.
    const noted = side === "source" ? await notedVisibility(context, name) : undefined;
    if (noted !== undefined) return noted === "public";
    const row = await readProject(context.client, name);
    noteVisibility(context, row);
    return row.visibility === "public";
  },
});

async function isPublicGroup({ groups }: GitlabClient, name: string): Promise<boolean> {
  return (await one<{ visibility?: string }>(groups.show(name, { withProjects: false }))).visibility === "public";
}
