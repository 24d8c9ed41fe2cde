import { defineTool, gitRef, present, shortText, ToolError } from "@fairlead/core";
import { z } from "zod";
import type { GitlabClient, GitlabContext } from "../../client/gitlab-client.ts";
import { myName } from "../../client/my-name.ts";
import { one } from "../../client/one.ts";
import { isRecent } from "../../client/recent.ts";
import { unlessStatus } from "../../client/unless-status.ts";
import { newProject } from "../../reach.ts";
import { group } from "../../shape/fields.ts";
import type { UpstreamProject } from "../../shape/project.ts";

const Made = z.object({ id: z.int(), path: z.string(), url: z.string() });

export const createProject = defineTool({
  name: "create_project",
  title: "Create project",
  description: "Make a project, private unless told: mine, or a group's.",
  access: "write",
  scopes: ["api"],
  reaches: (input, connection) => [newProject(input, connection)],
  input: z.object({
    name: shortText(255).describe("Name"),
    namespace: group.optional().describe("Group, else me"),
    path: shortText(255).optional().describe("Else from the name"),
    visibility: z.enum(["private", "internal", "public"]).default("private").describe("Visibility"),
    description: shortText(2000).optional().describe("One line"),
    initialize_with_readme: z.boolean().default(true).describe("With a README"),
    default_branch: gitRef.optional().describe("Else the instance's"),
  }),
  output: Made,
  async run(
    { namespace, default_branch, initialize_with_readme, ...asked },
    { client, connection, preview }: GitlabContext,
  ) {
    const isMine = namespace?.toLowerCase() === (await myName(client, connection)).toLowerCase();
    const namespaceId = namespace === undefined || isMine ? undefined : await groupId(client, namespace);
    preview({ after: { namespace, ...asked } });
    const row = await one<UpstreamProject>(
      client.projects.create({
        ...present({ ...asked, namespaceId, defaultBranch: default_branch }),
        initializeWithReadme: initialize_with_readme,
      } as never),
    );
    return toMade(row);
  },
  async recover({ name, namespace, path }, { client, connection }: GitlabContext) {
    const owner = namespace ?? (await myName(client, connection));
    const slug = path ?? name.toLowerCase().replaceAll(/[^\w.-]+/g, "-");
    const found = await unlessStatus(
      one<UpstreamProject & { created_at?: string | null }>(client.projects.show(`${owner}/${slug}`)),
      404,
    );
    return found && isRecent(found.created_at) ? toMade(found) : undefined;
  },
});

async function groupId(client: GitlabClient, name: string): Promise<number> {
  const found = await unlessStatus(one<{ id: number }>(client.groups.show(name, { withProjects: false })), 404);
  if (found) return found.id;
  throw new ToolError("not_found", "There is no such group, or it is not visible to this account: check namespace.");
}

function toMade(row: UpstreamProject): z.input<typeof Made> {
  return { id: row.id, path: row.path_with_namespace, url: row.web_url };
}
