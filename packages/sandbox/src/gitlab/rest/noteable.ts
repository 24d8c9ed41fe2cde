import { names, numbers, text } from "../http/input.ts";
import type { Call } from "../http/route.ts";
import type { Noteable } from "../state/issue.ts";
import type { Project } from "../state/project.ts";

/** Unknown labels are made, without a word. */
function labelled(call: Call, project: Project, wanted: readonly string[]): string[] {
  return wanted.map((name) => {
    const known = project.labels.find((label) => label.name.toLowerCase() === name.toLowerCase());
    if (known) return known.name;
    project.labels.push({ id: call.world.nextId(), name, color: "#428BCA", description: null });
    return name;
  });
}

export function people(call: Call, name: string): string[] | undefined {
  return numbers(call, name)?.flatMap((id) => {
    const user = [...call.world.users.values()].find((row) => row.id === id);
    return user ? [user.username] : [];
  });
}

/** What the author of something may change of it, whoever that is. */
export function applyTexts(call: Call, row: Noteable): void {
  row.title = text(call, "title") ?? row.title;
  row.description = text(call, "description") ?? row.description;
  row.updatedAtMs = call.world.now();
}

/** Sets what issues and merge requests have in common from a request's body; unknown milestones are dropped. */
export function applyCommon(call: Call, project: Project, row: Noteable): void {
  const all = names(call, "labels");
  if (all) row.labels = labelled(call, project, all);
  const add = names(call, "add_labels");
  if (add) row.labels = [...new Set([...row.labels, ...labelled(call, project, add)])];
  const remove = new Set(names(call, "remove_labels")?.map((name) => name.toLowerCase()) ?? []);
  row.labels = row.labels.filter((name) => !remove.has(name.toLowerCase()));
  const milestone = call.body["milestone_id"];
  if (milestone !== undefined) row.milestone = project.milestones.find(({ id }) => id === Number(milestone ?? 0));
  row.assignees = people(call, "assignee_ids") ?? row.assignees;
  applyTexts(call, row);
}
