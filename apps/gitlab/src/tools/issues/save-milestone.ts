import { defineTool, shortText, ToolError } from "@fairlead/core";
import { z } from "zod";
import type { GitlabClient, GitlabContext } from "../../client/gitlab-client.ts";
import { placeOf } from "../../client/milestone-place.ts";
import type { UpstreamMilestone } from "../../client/names.ts";
import { list, one } from "../../client/one.ts";
import { present } from "../../client/present.ts";
import { group, isoDay, objectNumber, project } from "../../shape/fields.ts";
import { toMilestoneRow } from "../../shape/milestone.ts";

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
  async run({ title, milestone_id: id, state, ...asked }, { client, preview }: GitlabContext) {
    const { milestones, name } = placeOf(client, asked);
    const now = await find(milestones, name, { title, id });
    const { description, start_date: startDate, due_date: dueDate } = asked;
    const stateEvent =
      state === undefined || state === now?.state ? undefined : state === "closed" ? "close" : "activate";
    const fields = present({ description, startDate, dueDate, stateEvent });
    preview({ ...(now && { before: toMilestoneRow(now) }), after: { title, ...asked, state } });
    if (now) {
      const row = await one<UpstreamMilestone>(milestones.edit(name, now.id, { title, ...fields } as never));
      return { ...brief(row), created: false };
    }
    const row = await one<UpstreamMilestone>(milestones.create(name, title, fields as never));
    return { ...brief(row), created: true };
  },
});

const brief = (row: UpstreamMilestone) => ({ id: row.id, title: row.title, url: row.web_url ?? undefined });

/** The milestone that is meant; undefined where the title is new. @throws ToolError `not_found` for an id that is not there */
async function find(
  milestones: GitlabClient["milestones"],
  name: string,
  { title, id }: { title: string; id: number | undefined },
): Promise<UpstreamMilestone | undefined> {
  const options = id === undefined ? { title, perPage: 20 } : { perPage: 100 };
  const { rows } = await list<UpstreamMilestone>(milestones.all(name, options));
  if (id === undefined) return rows.find((row) => row.title === title);
  const found = rows.find((row) => row.id === id);
  if (found) return found;
  throw new ToolError(
    "not_found",
    "There is no milestone of that id here: list_milestones shows those that there are.",
  );
}
