import { canSee } from "../http/repository-of.ts";
import { findIssues } from "../state/search/find-issues.ts";
import { parseQuery } from "../state/search/parse-query.ts";
import type { PageArguments } from "./connection.ts";
import { connection } from "./connection.ts";
import type { Entity, Lens } from "./lens.ts";

export interface SearchArguments extends PageArguments {
  readonly query: string;
  readonly type: "ISSUE" | "REPOSITORY" | "USER" | "DISCUSSION";
}

const NOTHING = { issueCount: 0, repositoryCount: 0, userCount: 0, codeCount: 0, discussionCount: 0, wikiCount: 0 };

type Rows = readonly (() => Entity)[];

/** Unknown repositories are no error here, unlike in REST: they find nothing. */
function issueRows(lens: Lens, text: string): Rows {
  const { world, viewer } = lens;
  const outcome = findIssues(world, viewer.account, parseQuery(text), (repository) => canSee(viewer, repository));
  return (outcome.rows ?? []).map(({ repository, issue }) => () => {
    const pull = repository.pulls.byNumber.get(issue.number);
    return pull ? lens.pull(repository, pull) : lens.issue(repository, issue);
  });
}

function repositoryRows(lens: Lens, text: string): Rows {
  const { terms, qualifiers } = parseQuery(text);
  const owner = qualifiers.find(({ name }) => name === "org" || name === "user")?.value.toLowerCase();
  return [...lens.world.repositories.values()]
    .filter(
      (repository) =>
        canSee(lens.viewer, repository) && (owner === undefined || repository.owner.login.toLowerCase() === owner),
    )
    .filter((repository) =>
      terms.every((term) => `${repository.fullName} ${repository.description ?? ""}`.toLowerCase().includes(term.text)),
    )
    .map((repository) => () => lens.repository(repository));
}

function userRows(lens: Lens, text: string): Rows {
  const wanted = parseQuery(text).terms.map((term) => term.text);
  return [...lens.world.accounts.values()]
    .filter(
      ({ type, login, name }) =>
        type !== "Bot" && wanted.every((word) => `${login} ${name ?? ""}`.toLowerCase().includes(word)),
    )
    .map((account) => () => lens.account(account));
}

/** `search`: the first thousand of what is found. */
export function searchConnection(lens: Lens, args: SearchArguments): Record<string, unknown> {
  const rows =
    args.type === "ISSUE"
      ? issueRows(lens, args.query)
      : args.type === "REPOSITORY"
        ? repositoryRows(lens, args.query)
        : args.type === "USER"
          ? userRows(lens, args.query)
          : [];
  const counted = {
    ISSUE: "issueCount",
    REPOSITORY: "repositoryCount",
    USER: "userCount",
    DISCUSSION: "discussionCount",
  }[args.type];
  return { ...connection("search", args, rows.slice(0, 1_000), (row) => row()), ...NOTHING, [counted]: rows.length };
}
