import { forbidden } from "../http/refusals.ts";
import { paginate } from "../http/page.ts";
import { repositoryPage, visibleRepositories } from "../http/repository-list.ts";
import { repositoryOf } from "../http/repository-of.ts";
import type { Call } from "../http/route.ts";
import { Refusal, route } from "../http/route.ts";
import { fullTeamShape, organizationShape } from "../shape/organization.ts";
import { repositoryShape } from "../shape/repository.ts";
import { isoTime } from "../shape/time.ts";
import { privateUserShape } from "../shape/user.ts";
import type { Repository } from "../state/repository.ts";
import { hasScope } from "../state/token.ts";

/** An app's installation acts for nobody, so it has no "me". */
function refuseInstallation(call: Call): void {
  if (call.viewer.token.kind === "installation") throw forbidden("Resource not accessible by integration");
}

/** Without `read:org` GitHub refuses with the scopes it wants. */
function requireOrgScope(call: Call): void {
  refuseInstallation(call);
  if (!hasScope(call.viewer.token, "read:org")) {
    throw forbidden("You need at least read:org scope or user scope to list your organizations", {
      "x-accepted-oauth-scopes": "admin:org, read:org, repo, user, write:org",
    });
  }
}

const loginOf = (call: Call): string => call.viewer.account.login.toLowerCase();

function organizationsOf(call: Call) {
  return [...call.world.accounts.values()].filter(({ organization }) => organization?.members.has(loginOf(call)));
}

/** Why a repository is among mine: owner, collaborator or organization_member; undefined = it is not. */
function affiliation(call: Call, repository: Repository): string | undefined {
  if (repository.owner.id === call.viewer.account.id) return "owner";
  if (repository.collaborators.has(loginOf(call))) return "collaborator";
  const { organization } = repository.owner;
  if (organization?.members.get(loginOf(call)) === "admin") return "organization_member";
  const teams = [...(organization?.teams.values() ?? [])];
  return teams.some((team) => team.members.has(loginOf(call)) && team.repositories.has(repository.id))
    ? "organization_member"
    : undefined;
}

function mine(call: Call, repository: Repository): boolean {
  const { query } = call;
  const why = affiliation(call, repository);
  if (
    why === undefined ||
    !(query.get("affiliation") ?? "owner,collaborator,organization_member").split(",").includes(why)
  )
    return false;
  const visibility = query.get("visibility") ?? "all";
  if (visibility !== "all" && (visibility === "public") !== (repository.visibility === "public")) return false;
  const type = query.get("type") ?? "all";
  if (type === "owner") return why === "owner";
  if (type === "member") return why !== "owner";
  return type === "all" || (type === "public") === (repository.visibility === "public");
}

function starredAt(call: Call, repository: Repository): number {
  return repository.stars.get(loginOf(call)) ?? 0;
}

export const userRoutes = [
  route(
    "GET",
    "/user",
    (call) => {
      refuseInstallation(call);
      return { status: 200, body: privateUserShape(call.world, call.viewer.account) };
    },
    [],
  ),
  route(
    "GET",
    "/user/orgs",
    (call) => {
      requireOrgScope(call);
      return paginate(call, organizationsOf(call), { shape: (row) => organizationShape(call.world, row) });
    },
    ["admin:org", "read:org", "repo", "user", "write:org"],
  ),
  route(
    "GET",
    "/user/teams",
    (call) => {
      requireOrgScope(call);
      const rows = organizationsOf(call).flatMap((organization) =>
        [...(organization.organization?.teams.values() ?? [])]
          .filter((team) => team.members.has(loginOf(call)))
          .map((team) => ({ organization, team })),
      );
      return paginate(call, rows, { shape: ({ organization, team }) => fullTeamShape(call.world, organization, team) });
    },
    ["admin:org", "read:org", "repo", "user", "write:org"],
  ),
  route(
    "GET",
    "/user/repos",
    (call) => {
      refuseInstallation(call);
      const { query } = call;
      if (query.has("type") && (query.has("visibility") || query.has("affiliation"))) {
        throw new Refusal(422, "If you specify visibility or affiliation, you cannot specify type.");
      }
      return repositoryPage(
        call,
        visibleRepositories(call, (repository) => mine(call, repository)),
        "full_name",
      );
    },
    ["repo"],
  ),
  route(
    "GET",
    "/user/starred",
    (call) => {
      refuseInstallation(call);
      const rows = visibleRepositories(call, ({ stars }) => stars.has(loginOf(call)));
      const sign = call.query.get("direction") === "asc" ? 1 : -1;
      rows.sort((a, b) => sign * (starredAt(call, a) - starredAt(call, b)));
      const dated = call.headers.accept?.includes("star+json") ?? false;
      return paginate(call, rows, {
        shape: (row) => {
          const repo = repositoryShape(call.world, row, call.viewer.account);
          return dated ? { starred_at: isoTime(starredAt(call, row)), repo } : repo;
        },
      });
    },
    [],
  ),
  route("GET", "/user/starred/{owner}/{repo}", (call) => {
    if (!repositoryOf(call).stars.has(loginOf(call))) throw new Refusal(404, "Not Found");
    return { status: 204 };
  }),
  route("PUT", "/user/starred/{owner}/{repo}", (call) => {
    const { stars } = repositoryOf(call);
    if (!stars.has(loginOf(call))) stars.set(loginOf(call), call.world.now());
    return { status: 204 };
  }),
  route("DELETE", "/user/starred/{owner}/{repo}", (call) => {
    repositoryOf(call).stars.delete(loginOf(call));
    return { status: 204 };
  }),
];
