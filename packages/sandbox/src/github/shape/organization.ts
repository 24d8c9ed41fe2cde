import type { Account, Team } from "../state/account.ts";
import { nodeId } from "../state/node-id.ts";
import { ROLES } from "../state/account.ts";
import type { World } from "../state/world.ts";
import { isoTime } from "./time.ts";
import { accountNodeId } from "./user.ts";

/** `organization-simple` */
export function organizationShape(world: World, account: Account) {
  const url = `${world.urls.rest}/orgs/${account.login}`;
  return {
    login: account.login,
    id: account.id,
    node_id: accountNodeId(account),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${world.urls.html}/avatars/u/${account.id}?v=4`,
    description: account.organization?.description ?? null,
  };
}

/** `organization-full` as a member sees it. */
export function fullOrganizationShape(world: World, account: Account) {
  const own = [...world.repositories.values()].filter(({ owner }) => owner.id === account.id);
  return {
    ...organizationShape(world, account),
    name: account.name ?? account.login,
    ...(account.blog === "" ? {} : { blog: account.blog }),
    ...(account.email === null ? {} : { email: account.email }),
    ...(account.location === null ? {} : { location: account.location }),
    is_verified: true,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: own.filter(({ visibility }) => visibility === "public").length,
    public_gists: 0,
    followers: 12,
    following: 0,
    html_url: `${world.urls.html}/${account.login}`,
    type: "Organization",
    created_at: isoTime(account.createdAtMs),
    updated_at: isoTime(account.updatedAtMs),
    archived_at: null,
  };
}

/** `team` */
export function teamShape(world: World, organization: Account, team: Team): Record<string, unknown> {
  const url = `${world.urls.rest}/organizations/${organization.id}/team/${team.id}`;
  const roles = [...team.repositories.values()].toSorted((a, b) => ROLES.indexOf(b) - ROLES.indexOf(a));
  return {
    id: team.id,
    node_id: nodeId("T", organization.id, team.id),
    name: team.name,
    slug: team.slug,
    description: team.description,
    privacy: team.privacy,
    notification_setting: "notifications_enabled",
    permission: roles[0] ?? "pull",
    url,
    html_url: `${world.urls.html}/orgs/${organization.login}/teams/${team.slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: "organization",
    organization_id: organization.id,
    parent: null,
  };
}

/** `team-full` */
export function fullTeamShape(world: World, organization: Account, team: Team) {
  return {
    ...teamShape(world, organization, team),
    members_count: team.members.size,
    repos_count: team.repositories.size,
    created_at: isoTime(organization.createdAtMs),
    updated_at: isoTime(organization.updatedAtMs),
    organization: fullOrganizationShape(world, organization),
  };
}
