import { defineTool, facets, PolicyOutput, toPolicyOutput } from "@fairlead/core";
import { AccessLevel } from "@gitbeaker/rest";
import { z } from "zod";
import type { GitlabClient, GitlabContext } from "../../client/gitlab-client.ts";
import { readInstance } from "../../client/metadata.ts";
import { list } from "../../client/one.ts";
import { readQuota } from "../../client/quota.ts";
import { readViewer } from "../../client/viewer.ts";

const Me = z.object({
  username: z.string(),
  id: z.int(),
  name: z.string().optional(),
  host: z.string().optional(),
  token_kind: z.string(),
  bot: z.boolean().optional(),
  expires_at: z.string().optional(),
  scopes: z.array(z.string()).optional(),
  instance: z.object({ version: z.string(), enterprise: z.boolean() }).optional(),
  rate: z.object({ left: z.int(), limit: z.int(), resets_at: z.string() }).optional(),
  groups: z.array(z.string()).optional(),
  policy: PolicyOutput.optional(),
});

export const getMe = defineTool({
  name: "get_me",
  title: "Get me",
  description: "Who is signed in and with what; on request scopes, instance, quota left, groups, what is allowed.",
  access: "read",
  scopes: [],
  reach: "safe",
  freshMs: 15_000,
  input: z.object({ include: facets("scopes", "instance", "groups", "rate_limit", "policy") }),
  output: Me,
  async run({ include = [] }, { client, connection: { identity }, policy }: GitlabContext) {
    const kind = identity?.kind === "oauth" ? "oauth" : "access_token";
    const [viewer, instance, groups, rate] = await Promise.all([
      readViewer(client, kind),
      include.includes("instance") ? readInstance(client) : undefined,
      include.includes("groups") ? readGroups(client) : undefined,
      include.includes("rate_limit") ? readQuota(client) : undefined,
    ]);
    return {
      username: viewer.username,
      id: viewer.id,
      name: viewer.name,
      host: identity?.host,
      token_kind: viewer.kind,
      bot: viewer.bot || undefined,
      expires_at: viewer.expiresAt,
      scopes: include.includes("scopes") ? viewer.scopes : undefined,
      instance,
      rate,
      groups,
      policy: include.includes("policy") ? toPolicyOutput(policy) : undefined,
    };
  },
});

async function readGroups(client: GitlabClient): Promise<string[]> {
  const { rows } = await list<{ full_path: string }>(
    client.groups.all({ perPage: 100, minAccessLevel: AccessLevel.GUEST }),
  );
  return rows.map(({ full_path: path }) => path);
}
