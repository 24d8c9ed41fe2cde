import { defineTool, gitRef } from "@fairlead/core";
import { z } from "zod";
import { readCommitId } from "../../client/files.ts";
import type { GitlabContext } from "../../client/gitlab-client.ts";
import { one } from "../../client/one.ts";
import { unlessStatus } from "../../client/unless-status.ts";
import type { UpstreamBranch } from "../../shape/branch.ts";
import { project } from "../../shape/fields.ts";

const Made = z.object({ branch: z.string(), sha: z.string(), url: z.string().optional() });

export const createBranch = defineTool({
  name: "create_branch",
  title: "Create branch",
  description: "Make a branch from a branch, tag or commit; without one, from the default branch.",
  access: "write",
  scopes: ["api"],
  input: z.object({
    project,
    branch: gitRef.describe("New branch"),
    from: gitRef.optional().describe("Branch, tag or sha"),
  }),
  output: Made,
  async run({ project: name, branch, from }, { client, preview }: GitlabContext) {
    const sha = await readCommitId(client, name, from);
    preview({ after: { branch, sha } });
    return toMade(await one<UpstreamBranch>(client.branches.create(name, branch, sha)), sha);
  },
  async recover({ project: name, branch, from }, { client }: GitlabContext) {
    const sha = await readCommitId(client, name, from);
    const found = await unlessStatus(one<UpstreamBranch>(client.branches.show(name, branch)), 404);
    return found?.commit?.id === sha ? toMade(found, sha) : undefined;
  },
});

function toMade(row: UpstreamBranch, sha: string): z.input<typeof Made> {
  return { branch: row.name, sha: row.commit?.id ?? sha, url: row.web_url ?? undefined };
}
