import type { Account, Team } from "../../state/account.ts";
import { nodeId } from "../../state/node-id.ts";
import type { Entity, Lens } from "../lens.ts";
import { siteUrl } from "../site-url.ts";

/** `Team` */
export function teamEntity({ world }: Lens, organization: Account, team: Team): Entity {
  return {
    __typename: "Team",
    id: nodeId("T", organization.id, team.id),
    databaseId: team.id,
    name: team.name,
    slug: team.slug,
    combinedSlug: `${organization.login}/${team.slug}`,
    ...siteUrl(world, `/orgs/${organization.login}/teams/${team.slug}`),
  };
}
