import { paginate } from "../http/page.ts";
import { canSee } from "../http/repository-of.ts";
import { notFound } from "../http/refusals.ts";
import type { Call, Reply, Route } from "../http/route.ts";
import { route } from "../http/route.ts";
import { issueShape } from "../shape/issue.ts";
import { issueTypeShapes } from "../shape/issue-type.ts";
import { repositoryShape } from "../shape/repository.ts";
import type { Account } from "../state/account.ts";
import { compareIssues, filterIssues } from "../state/issues/filter-issues.ts";
import type { IssueFilter } from "../state/issues/filter-issues.ts";
import { findAccount } from "../state/world.ts";
import { issueFilterOf, issueOrderOf } from "./issue-query.ts";

const BY_FILTER: Record<string, (login: string) => IssueFilter> = {
  assigned: (assignee) => ({ assignee }),
  created: (creator) => ({ creator }),
  mentioned: (mentioned) => ({ mentioned }),
};

/** Issues over several repositories, as the viewer stands to them: `filter` is "assigned" unless said. */
function listMine(call: Call, owner?: Account): Reply {
  const { world, viewer, query } = call;
  const mine = BY_FILTER[query.get("filter") ?? "assigned"]?.(viewer.account.login) ?? {};
  const filter = { ...issueFilterOf(call), ...mine };
  const { sort, ascending } = issueOrderOf(call);
  const compare = compareIssues(sort, ascending);
  const rows = [...world.repositories.values()]
    .filter((repository) => canSee(viewer, repository) && (owner === undefined || repository.owner === owner))
    .flatMap((repository) => filterIssues(repository, filter).map((issue) => ({ repository, issue })))
    .toSorted((left, right) => compare(left.issue, right.issue));
  return paginate(call, rows, {
    shape: ({ repository, issue }) => ({
      ...issueShape(world, repository, issue),
      repository: repositoryShape(world, repository, viewer.account),
    }),
  });
}

function organizationOf(call: Call): Account {
  const account = findAccount(call.world, call.params["org"] ?? "");
  if (!account?.organization) throw notFound();
  return account;
}

export const issueListRoutes: readonly Route[] = [
  route("GET", "/issues", (call) => listMine(call), ["repo"]),
  route("GET", "/user/issues", (call) => listMine(call), ["repo"]),
  route("GET", "/orgs/{org}/issues", (call) => listMine(call, organizationOf(call)), ["repo"]),
  route("GET", "/orgs/{org}/issue-types", (call) => ({ status: 200, body: issueTypeShapes(organizationOf(call)) }), [
    "read:org",
  ]),
];
