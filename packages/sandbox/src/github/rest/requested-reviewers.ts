import { bodyOf, optionalStrings } from "../http/body.ts";
import { repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply, Route } from "../http/route.ts";
import { Refusal, route } from "../http/route.ts";
import { authorShapes } from "../shape/author.ts";
import { teamShape } from "../shape/organization.ts";
import { issueOfPull, pullRowShape } from "../shape/pull.ts";
import { allows } from "../state/access.ts";
import { recordEvent } from "../state/issues/record-event.ts";
import type { Repository } from "../state/repository.ts";
import { findAccount, findTeam } from "../state/world.ts";
import { announcePull } from "./announce.ts";
import { pullOf } from "./pull-of.ts";

function list(call: Call): Reply {
  const { world } = call;
  const repository = repositoryOf(call);
  const pull = pullOf(call, repository);
  return {
    status: 200,
    body: {
      users: authorShapes(world, pull.requestedReviewers),
      teams: pull.requestedTeams.flatMap((slug) => {
        const team = findTeam(world, repository.owner.login, slug);
        return team ? teamShape(world, repository.owner, team) : [];
      }),
    },
  };
}

/** People and teams of the body. Unlike assignees, reviewers who may not see the repository are refused aloud. */
function named(call: Call, repository: Repository): { people: string[]; teams: string[] } {
  const body = bodyOf(call);
  const people = (optionalStrings(body, "reviewers") ?? []).map((login) => {
    const account = findAccount(call.world, login);
    if (!account || account.organization || !allows(account, repository, "pull")) {
      const which = `One or more of the users or teams you specified is not a collaborator of the ${repository.fullName} repository.`;
      throw new Refusal(422, `Reviews may only be requested from collaborators. ${which}`);
    }
    return account.login;
  });
  const teams = (optionalStrings(body, "team_reviewers") ?? []).map((slug) => {
    const team = findTeam(call.world, repository.owner.login, slug);
    if (!team) throw new Refusal(422, "Could not resolve to a node with the global id of the team reviewer.");
    return team.slug;
  });
  return { people, teams };
}

function change(call: Call, asking: boolean): Reply {
  const { world, viewer } = call;
  const repository = repositoryOf(call, "triage");
  const pull = pullOf(call, repository);
  const issue = issueOfPull(repository, pull);
  const { people, teams } = named(call, repository);
  if (asking && people.includes(issue.author))
    throw new Refusal(422, "Review cannot be requested from pull request author.");
  const actor = viewer.account.login;
  const event = asking ? "review_requested" : "review_request_removed";
  const apply = (present: string[], names: readonly string[]): string[] => {
    const changed = names.filter((name) => present.includes(name) !== asking);
    for (const reviewer of changed) recordEvent(world, issue, actor, { event, reviewer });
    return asking ? [...present, ...changed] : present.filter((name) => !changed.includes(name));
  };
  pull.requestedReviewers = apply(pull.requestedReviewers, people);
  pull.requestedTeams = apply(pull.requestedTeams, teams);
  announcePull(call, repository, pull, event);
  return { status: asking ? 201 : 200, body: pullRowShape(world, repository, pull, viewer.account) };
}

const REVIEWERS = "/repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers";

export const requestedReviewerRoutes: readonly Route[] = [
  route("GET", REVIEWERS, list),
  route("POST", REVIEWERS, (call) => change(call, true)),
  route("DELETE", REVIEWERS, (call) => change(call, false)),
];
