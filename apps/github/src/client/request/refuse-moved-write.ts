import { ToolError } from "@fairlead/core";
import type { Octokit } from "@octokit/rest";

/**
 * A renamed or transferred repository answers with a redirect by id. Reads follow it; a write stops here and names the
 * repository it would have reached.
 *
 * @throws ToolError `conflict` with `moved_to`.
 */
export async function refuseMovedWrite(
  client: Octokit,
  response: { status: number; headers: { location?: string | undefined } },
): Promise<void> {
  if (response.status < 300 || response.status >= 400) return;
  const id = /\/repositories\/(\d+)/.exec(response.headers.location ?? "")?.[1];
  if (id === undefined)
    throw new ToolError("conflict", "GitHub redirects this write: read the object again to see where it went.");
  const { data } = await client.request("GET /repositories/{id}", { id });
  const movedTo = String(data.full_name);
  throw new ToolError("conflict", `This repository is now ${movedTo}: repeat the call with that owner and repo.`, {
    details: { moved_to: movedTo },
  });
}
