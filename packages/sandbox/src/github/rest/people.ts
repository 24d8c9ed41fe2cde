import { forbidden, notFound } from "../http/refusals.ts";
import { paginate } from "../http/page.ts";
import { repositoryPage, visibleRepositories } from "../http/repository-list.ts";
import type { Call } from "../http/route.ts";
import { route } from "../http/route.ts";
import { fullOrganizationShape, fullTeamShape, organizationShape, teamShape } from "../shape/organization.ts";
import { publicUserShape, simpleUserShape } from "../shape/user.ts";
import type { Account, OrganizationFacts, Team } from "../state/account.ts";
import type { Repository } from "../state/repository.ts";
import { hasScope } from "../state/token.ts";
import { findAccount } from "../state/world.ts";

function accountOf(call: Call): Account {
  const account = findAccount(call.world, call.params["username"] ?? "");
  if (!account) throw notFound();
  return account;
}

function organizationOf(call: Call): Account & { organization: OrganizationFacts } {
  const account = findAccount(call.world, call.params["org"] ?? "");
  if (!account?.organization) throw notFound();
  return { ...account, organization: account.organization };
}

/** Teams and members are for the organization's own people. */
function isMember(call: Call): boolean {
  const inside = organizationOf(call).organization.members.has(call.viewer.account.login.toLowerCase());
  return inside && hasScope(call.viewer.token, "read:org");
}

function teamOf(call: Call): { organization: Account; team: Team } {
  const organization = organizationOf(call);
  if (!isMember(call)) throw notFound();
  const team = organization.organization.teams.get((call.params["team_slug"] ?? "").toLowerCase());
  if (!team) throw notFound();
  return { organization, team };
}

function ofType(call: Call): (repository: Repository) => boolean {
  const type = call.query.get("type") ?? "all";
  return (repository) => {
    if (type === "public" || type === "private") return (repository.visibility === "public") === (type === "public");
    if (type === "forks" || type === "sources") return (repository.parent !== undefined) === (type === "forks");
    return true;
  };
}

function ownedBy(call: Call, owner: Account): Repository[] {
  const fits = ofType(call);
  return visibleRepositories(call, (repository) => repository.owner.id === owner.id && fits(repository));
}

function people(call: Call, logins: Iterable<string>) {
  const rows = [...logins].flatMap((login) => findAccount(call.world, login) ?? []);
  return paginate(call, rows, { shape: (row) => simpleUserShape(call.world, row) });
}

const orgScopes = ["admin:org", "read:org", "repo", "user", "write:org"];

export const peopleRoutes = [
  route("GET", "/users/{username}", (call) => ({ status: 200, body: publicUserShape(call.world, accountOf(call)) })),
  route("GET", "/users/{username}/orgs", (call) => {
    const login = accountOf(call).login.toLowerCase();
    const rows = [...call.world.accounts.values()].filter(({ organization }) => organization?.members.has(login));
    return paginate(call, rows, { shape: (row) => organizationShape(call.world, row) });
  }),
  route("GET", "/users/{username}/repos", (call) => {
    // Public ones only, even of oneself: "List repositories for a user" says so.
    const rows = ownedBy(call, accountOf(call)).filter(({ visibility }) => visibility === "public");
    return repositoryPage(call, rows, "full_name");
  }),
  route("GET", "/orgs/{org}", (call) => ({
    status: 200,
    body: fullOrganizationShape(call.world, organizationOf(call)),
  })),
  route("GET", "/orgs/{org}/repos", (call) => repositoryPage(call, ownedBy(call, organizationOf(call)), "created"), [
    "repo",
  ]),
  route(
    "GET",
    "/orgs/{org}/members",
    (call) => {
      // Nobody has made a membership public, so outsiders see none.
      const { members } = organizationOf(call).organization;
      return people(call, isMember(call) ? members.keys() : []);
    },
    orgScopes,
  ),
  route(
    "GET",
    "/orgs/{org}/teams",
    (call) => {
      const organization = organizationOf(call);
      if (!isMember(call)) throw forbidden("Must have access to the organization's teams.");
      const rows = [...organization.organization.teams.values()];
      return paginate(call, rows, { shape: (team) => teamShape(call.world, organization, team) });
    },
    orgScopes,
  ),
  route(
    "GET",
    "/orgs/{org}/teams/{team_slug}",
    (call) => {
      const { organization, team } = teamOf(call);
      return { status: 200, body: fullTeamShape(call.world, organization, team) };
    },
    orgScopes,
  ),
  route(
    "GET",
    "/orgs/{org}/teams/{team_slug}/members",
    (call) => people(call, teamOf(call).team.members.keys()),
    orgScopes,
  ),
];
