import { defineTool, shortText, ToolError } from "@fairlead/core";
import { z } from "zod";
import type { GitlabClient, GitlabContext } from "../../client/gitlab-client.ts";
import { placeOf } from "../../client/milestone-place.ts";
import type { UpstreamMilestone } from "../../client/names.ts";
import { list, one } from "../../client/one.ts";
import { planMilestone } from "../../client/plan-milestone.ts";
import { unlessStatus } from "../../client/unless-status.ts";
import { group, isoDay, objectNumber, project } from "../../shape/fields.ts";

export const saveMilestone = defineTool({
  name: "save_milestone",
  title: "Save milestone",
  description: "Make a milestone, or change or close one: by milestone_id, or by its title.",
  access: "write",
  idempotent: true,
  scopes: ["api"],
  input: z.object({
    project: project.optional(),
    group: group.optional(),
    title: shortText(255).describe("Title"),
    milestone_id: objectNumber.optional().describe("Change this one"),
    description: shortText(65_536).optional().describe("Markdown"),
    start_date: isoDay.optional(),
    due_date: isoDay.optional(),
    state: z.enum(["active", "closed"]).optional().describe("State"),
  }),
  output: z.object({ id: z.int(), title: z.string(), url: z.string().optional(), created: z.boolean() }),
  async run({ project: within, group: of, milestone_id: id, ...asked }, { client, preview }: GitlabContext) {
    const { milestones, name } = placeOf(client, { project: within, group: of });
    const now = await find(milestones, name, { title: asked.title, id });
    const plan = planMilestone(now, asked);
    preview({ ...(now && { before: plan.before }), after: plan.after });
    const { title, stateEvent, ...fields } = plan.request;
    if (now) {
      const isSent = Object.keys(plan.request).length > 0;
      const edited = isSent ? await one<UpstreamMilestone>(milestones.edit(name, now.id, plan.request)) : now;
      return { ...brief(edited), created: false };
    }
    const made = await one<UpstreamMilestone>(milestones.create(name, title ?? asked.title, fields as never));
    // GitLab makes active ones only.
    if (stateEvent === "close") await milestones.edit(name, made.id, { stateEvent });
    return { ...brief(made), created: true };
  },
});

const brief = (row: UpstreamMilestone) => ({ id: row.id, title: row.title, url: row.web_url ?? undefined });

/** The milestone that is meant; undefined where the title is new. @throws ToolError `not_found` for an id that is not there */
async function find(
  milestones: GitlabClient["milestones"],
  name: string,
  { title, id }: { title: string; id: number | undefined },
): Promise<UpstreamMilestone | undefined> {
  if (id === undefined) {
    const { rows } = await list<UpstreamMilestone>(milestones.all(name, { title, perPage: 20 }));
    return rows.find((row) => row.title === title);
  }
  const found = await unlessStatus(one<UpstreamMilestone>(milestones.show(name, id)), 404);
  if (found) return found;
  throw new ToolError(
    "not_found",
    "There is no milestone of that id here: list_milestones shows those that there are.",
  );
}
