import { defineTool, PolicyOutput, toPolicyOutput } from "@fairlead/core";
import { z } from "zod";
import { unlessStatus } from "../../client/errors/unless-status.ts";
import type { GithubClient, GithubContext } from "../../client/github-client.ts";
import { hiddenBySignOn } from "../../client/request/hidden-by-sign-on.ts";
import { readViewer } from "../../client/users/viewer.ts";
import { facets } from "../../shape/fields.ts";

const Me = z.object({
  login: z.string(),
  id: z.int(),
  name: z.string().optional(),
  host: z.string().optional(),
  token_kind: z.string().optional(),
  expires_at: z.string().optional(),
  scopes: z.array(z.string()).optional(),
  rate: z.array(z.object({ quota: z.string(), left: z.int(), limit: z.int(), resets_at: z.string() })).optional(),
  orgs: z.array(z.string()).optional(),
  teams: z.array(z.string()).optional(),
  note: z.string().optional(),
  policy: PolicyOutput.optional(),
});

export const getMe = defineTool({
  name: "get_me",
  title: "Get me",
  description: "Who is signed in and with what; on request scopes, quota left, organizations, teams, what is allowed.",
  access: "read",
  scopes: [],
  reach: "safe",
  freshMs: 15_000,
  input: z.object({
    include: facets("scopes", "rate_limit", "orgs", "teams", "policy"),
  }),
  output: Me,
  async run({ include = [] }, { client, connection: { identity }, policy }: GithubContext) {
    const [viewer, rate, orgs, teams] = await Promise.all([
      readViewer(client),
      include.includes("rate_limit") ? readQuotas(client) : undefined,
      include.includes("orgs") ? client.rest.orgs.listForAuthenticatedUser({ per_page: 100 }) : undefined,
      include.includes("teams") ? client.rest.teams.listForAuthenticatedUser({ per_page: 100 }) : undefined,
    ]);
    return {
      login: viewer.login,
      id: viewer.id,
      name: viewer.name,
      host: identity?.host,
      token_kind: identity?.kind,
      expires_at: viewer.expiresAt,
      scopes: include.includes("scopes") ? viewer.scopes : undefined,
      rate,
      orgs: orgs?.data.map(({ login }) => login),
      teams: teams?.data.map(({ organization, slug }) => `${organization.login}/${slug}`),
      note: hiddenBySignOn(...[orgs, teams].filter((list) => list !== undefined)),
      policy: include.includes("policy") ? toPolicyOutput(policy) : undefined,
    };
  },
});

/** The quotas that the tools draw on; asking is free. None on a server whose operator has switched limits off (404). */
async function readQuotas(client: GithubClient) {
  const answer = await unlessStatus(client.rest.rateLimit.get(), 404);
  if (answer === undefined) return [];
  const { resources } = answer.data;
  const quotas = {
    core: resources.core,
    graphql: resources.graphql,
    search: resources.search,
    code_search: resources.code_search,
  };
  return Object.entries(quotas).flatMap(([quota, state]) =>
    state
      ? [{ quota, left: state.remaining, limit: state.limit, resets_at: new Date(state.reset * 1000).toISOString() }]
      : [],
  );
}
