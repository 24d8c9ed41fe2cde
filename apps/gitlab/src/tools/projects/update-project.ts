import { defineTool, gitRef, namesOut, nameList, shortText } from "@fairlead/core";
import { z } from "zod";
import type { GitlabContext } from "../../client/gitlab-client.ts";
import { planSettings, sendSettings } from "../../client/project-settings.ts";
import { readProjectToChange } from "../../client/projects.ts";
import { noteVisibility } from "../../client/visibility.ts";
import { project } from "../../shape/fields.ts";

const onOff = (what: string) => z.boolean().optional().describe(what);

export const updateProject = defineTool({
  name: "update_project",
  title: "Update project",
  description: "Change settings of a project; only those that are passed. Asks before it hides, shows or archives one.",
  access: "write",
  idempotent: true,
  scopes: ["api"],
  input: z.object({
    project,
    name: shortText(255).optional().describe("New name"),
    description: shortText(2000).optional().describe("One line"),
    default_branch: gitRef.optional().describe("Branch"),
    visibility: z.enum(["private", "internal", "public"]).optional().describe("Visibility"),
    archived: onOff("Archived, read-only"),
    topics: nameList(20).optional().describe("All topics"),
    merge_method: z.enum(["merge", "rebase_merge", "ff"]).optional().describe("How merges go"),
    squash_option: z.enum(["never", "always", "default_on", "default_off"]).optional().describe("Squash"),
    only_allow_merge_if_pipeline_succeeds: onOff("Pipeline must pass"),
    only_allow_merge_if_all_discussions_are_resolved: onOff("Threads must be resolved"),
    remove_source_branch_after_merge: onOff("Tidy up branches"),
  }),
  output: z.object({ path: z.string(), changed: namesOut, url: z.string() }),
  confirm({ project: name, visibility, archived }) {
    if (visibility === undefined && archived === undefined) return undefined;
    const changes = [
      ...(visibility === undefined ? [] : [visibility === "public" ? "public for everybody" : visibility]),
      ...(archived === undefined ? [] : [archived ? "archived and read-only" : "active again"]),
    ];
    return { target: name, question: `Make ${name} ${changes.join(" and ")}?` };
  },
  async run({ project: name, ...wanted }, context: GitlabContext) {
    const { client, preview } = context;
    const now = await readProjectToChange(client, name);
    const plan = planSettings(now, wanted);
    preview({ before: plan.before, after: plan.after });
    const row = await sendSettings(client, now, plan);
    noteVisibility(context, row);
    return { path: row.path_with_namespace, changed: Object.keys(plan.after), url: row.web_url };
  },
});
