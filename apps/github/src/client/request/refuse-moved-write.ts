import { ToolError } from "@fairlead/core";
import type { Octokit } from "@octokit/rest";
import { isSameName, issueTransferred, repositoryMoved } from "./moved.ts";

/**
 * A renamed or transferred repository answers with a redirect by id, and so does a transferred issue. Reads follow it; a
 * write stops here and names what it would have reached.
 *
 * @param asked A request's variables, as Octokit's hooks give them.
 * @throws ToolError `conflict` with `moved_to`.
 */
export async function refuseMovedWrite(
  client: Octokit,
  response: { status: number; headers: { location?: string | undefined } },
  { owner, repo }: { [variable: string]: unknown },
): Promise<void> {
  if (response.status < 300 || response.status >= 400) return;
  const [, id, issue] = /\/repositories\/(\d+)(?:\/issues\/(\d+))?/.exec(response.headers.location ?? "") ?? [];
  if (id === undefined)
    throw new ToolError("conflict", "GitHub redirects this write: read the object again to see where it went.");
  const { data } = await client.request("GET /repositories/{id}", { id });
  const movedTo = String(data.full_name);
  if (issue !== undefined && typeof owner === "string" && typeof repo === "string") {
    // A repository of that name that is still there has lost the issue only.
    const { full_name: now } = (await client.rest.repos.get({ owner, repo })).data;
    if (!isSameName(now, movedTo)) throw issueTransferred(movedTo, Number(issue));
  }
  throw repositoryMoved(movedTo);
}
