import { accountNodeId } from "../../shape/user.ts";
import { isoTime } from "../../shape/time.ts";
import type { Account, Team } from "../../state/account.ts";
import { nodeId } from "../../state/node-id.ts";
import type { Entity, Lens } from "../lens.ts";
import { siteUrl } from "../site-url.ts";

/** `User`, `Bot` or `Organization`. */
export function accountEntity({ world, viewer }: Lens, account: Account): Entity {
  return {
    __typename: account.type,
    id: accountNodeId(account),
    databaseId: account.id,
    login: account.login,
    name: account.name,
    email: account.email ?? "",
    description: account.organization?.description ?? null,
    avatarUrl: `${world.urls.html}/avatars/u/${account.id}?v=4`,
    isViewer: account.id === viewer.account.id,
    createdAt: isoTime(account.createdAtMs),
    ...siteUrl(world, `/${account.login}`),
  };
}

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
