import { changedSet } from "@fairlead/domain/names";
import type { UpstreamProject } from "../shape/project.ts";
import type { GitlabClient } from "./gitlab-client.ts";
import { one } from "./one.ts";

/** What an update will change, and how it is now. */
export interface SettingsPlan {
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}

/** Compares settings with those that are: only what differs is sent. */
export function planSettings(now: UpstreamProject, wanted: Readonly<Record<string, unknown>>): SettingsPlan {
  const present = now as unknown as Readonly<Record<string, unknown>>;
  const plan: SettingsPlan = { before: {}, after: {} };
  for (const [field, value] of Object.entries(wanted)) {
    if (value === undefined) continue;
    const same = Array.isArray(value)
      ? changedSet((present[field] as string[] | null) ?? [], { all: value as string[] }) === undefined
      : value === (present[field] ?? (typeof value === "string" ? "" : false));
    if (same) continue;
    plan.before[field] = present[field];
    plan.after[field] = value;
  }
  return plan;
}

/** Sends a plan: archiving has endpoints of its own, and an archived project takes no other change. */
export async function sendSettings(
  client: GitlabClient,
  now: UpstreamProject,
  { after: { archived, ...settings } }: SettingsPlan,
): Promise<UpstreamProject> {
  let row = now;
  if (archived === false) row = await one<UpstreamProject>(client.projects.unarchive(now.id));
  if (Object.keys(settings).length > 0) row = await one<UpstreamProject>(client.projects.edit(now.id, settings));
  if (archived === true) row = await one<UpstreamProject>(client.projects.archive(now.id));
  return row;
}
