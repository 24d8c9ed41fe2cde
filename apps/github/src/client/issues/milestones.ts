import { nearest as nearestOf, ToolError } from "@fairlead/core";
import type { RestEndpointMethodTypes } from "@octokit/rest";
import type { GithubClient } from "../github-client.ts";
import { everyPage } from "../request/every-page.ts";
import type { RepositoryName } from "../repos/repositories.ts";

type Milestone = RestEndpointMethodTypes["issues"]["listMilestones"]["response"]["data"][number];

/** Pages of a hundred milestones that are looked through. */
const MOST_PAGES = 10;

/**
 * The number of a milestone that is named by title or number.
 *
 * @throws ToolError `invalid_input` with the nearest title.
 */
export async function resolveMilestone(client: GithubClient, name: RepositoryName, wanted: string): Promise<number> {
  const title = wanted.trim().toLowerCase();
  const titled = (rows: readonly Milestone[]) => rows.find((row) => row.title.toLowerCase() === title);
  const data = await everyPage(
    (page) => client.rest.issues.listMilestones({ ...name, state: "all", direction: "desc", ...page }),
    { most: MOST_PAGES, enough: (rows) => titled(rows) !== undefined },
  );
  const found = titled(data) ?? data.find(({ number }) => String(number) === title);
  if (found) return found.number;
  const nearest = nearestOf(
    wanted,
    data.map((row) => row.title),
  );
  throw new ToolError(
    "invalid_input",
    `There is no such milestone: ${nearest ? `"${nearest}" is nearest` : "leave it out"}.`,
    {
      details: { milestone: wanted, nearest },
    },
  );
}
