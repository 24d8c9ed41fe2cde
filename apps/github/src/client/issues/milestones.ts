import { nearest as nearestOf, ToolError } from "@fairlead/core";
import type { GithubClient } from "../github-client.ts";
import type { RepositoryName } from "../repos/repositories.ts";

/**
 * The number of a milestone that is named by title or number.
 *
 * @throws ToolError `invalid_input` with the nearest title.
 */
export async function resolveMilestone(client: GithubClient, name: RepositoryName, wanted: string): Promise<number> {
  const { data } = await client.rest.issues.listMilestones({ ...name, state: "all", per_page: 100, direction: "desc" });
  const title = wanted.trim().toLowerCase();
  const found =
    data.find((row) => row.title.toLowerCase() === title) ?? data.find(({ number }) => String(number) === title);
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
