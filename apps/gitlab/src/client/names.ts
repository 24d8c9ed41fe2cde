import { nearest, present, ToolError } from "@fairlead/core";
import type { UpstreamPerson } from "../shape/issue.ts";
import type { GitlabClient } from "./gitlab-client.ts";
import { list } from "./one.ts";
import { readLabels, type UpstreamLabel } from "./projects.ts";

/** Names that callers use, as ids that GitLab takes. It makes unknown labels and drops unknown milestones, silently. */

/**
 * Labels as the project spells them.
 *
 * @throws ToolError `invalid_input` with the nearest label.
 */
export async function resolveLabels(
  client: GitlabClient,
  project: string,
  wanted: readonly string[],
): Promise<string[]> {
  if (wanted.length === 0) return [];
  const known = (await readLabels(client, project)).map(({ name }) => name);
  return Promise.all(
    wanted.map(async (label) => {
      const spelled = spelledAs(label, known) ?? spelledAs(label, await findLabels(client, project, label));
      if (spelled === undefined) throw unknown("label", label, known);
      return spelled;
    }),
  );
}

/** GitLab tells upper from lower case: a project may have both spellings, and then means the one that is written. */
function spelledAs(label: string, known: readonly string[]): string | undefined {
  const wanted = label.trim();
  return known.find((name) => name === wanted) ?? known.find((name) => name.toLowerCase() === wanted.toLowerCase());
}

/** For projects that have more labels than are listed. */
async function findLabels(client: GitlabClient, project: string, label: string): Promise<string[]> {
  const options = { search: label.trim(), perPage: 100 };
  return (await list<UpstreamLabel>(client.labels.all(project, options))).rows.map(({ name }) => name);
}

export interface UpstreamMilestone {
  id: number;
  iid: number;
  title: string;
  description?: string | null;
  state: string;
  start_date?: string | null;
  due_date?: string | null;
  web_url?: string | null;
}

/** Milestones of a project and of the groups above it, the newest hundred. */
async function readMilestones(client: GitlabClient, project: string, search?: string): Promise<UpstreamMilestone[]> {
  const options = { includeAncestors: true, ...present({ search }), perPage: 100 };
  return (await list<UpstreamMilestone>(client.milestones.all(project, options))).rows;
}

/**
 * The milestone that is named by title or id.
 *
 * @throws ToolError `invalid_input` with the nearest title.
 */
export async function resolveMilestone(
  client: GitlabClient,
  project: string,
  wanted: string,
): Promise<UpstreamMilestone> {
  const title = wanted.trim().toLowerCase();
  const isMeant = (row: UpstreamMilestone) => row.title.toLowerCase() === title;
  const named = (await readMilestones(client, project, wanted.trim())).find(isMeant);
  if (named) return named;
  const rows = await readMilestones(client, project);
  const found = rows.find(isMeant) ?? rows.find(({ id }) => String(id) === title);
  if (found) return found;
  const titles = rows.map((row) => row.title);
  throw unknown("milestone", wanted, titles);
}

/** The ids of people. @throws ToolError `invalid_input` with the nearest member */
export async function resolvePeople(
  client: GitlabClient,
  project: string,
  wanted: readonly string[],
): Promise<UpstreamPerson[]> {
  return Promise.all(
    wanted.map(async (name) => {
      const username = name.replace(/^@/, "");
      const { rows } = await list<UpstreamPerson>(client.users.all({ username } as never));
      const found = rows.find((row) => row.username.toLowerCase() === username.toLowerCase());
      if (found) return found;
      throw unknown("person", name, await memberNames(client, project));
    }),
  );
}

async function memberNames(client: GitlabClient, project: string): Promise<string[]> {
  const asked = client.send.get(`projects/${encodeURIComponent(project)}/members/all`, {
    searchParams: { perPage: 100 },
  });
  const { rows } = (await asked).body as { rows: UpstreamPerson[] };
  return rows.map(({ username }) => username);
}

function unknown(what: string, wanted: string, known: readonly string[]): ToolError {
  const close = nearest(wanted, known);
  const help = close === undefined ? "check the spelling" : `"${close}" is nearest`;
  return new ToolError("invalid_input", `There is no ${what} "${wanted}" here: ${help}. Nothing was sent.`, {
    details: { [what]: wanted, nearest: close },
  });
}
