import { bodyOf, requiredString } from "../http/body.ts";
import { paginate } from "../http/page.ts";
import { invalid, notFound } from "../http/refusals.ts";
import { repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply, Route } from "../http/route.ts";
import { route } from "../http/route.ts";
import { authorShape } from "../shape/author.ts";
import { entityId } from "../shape/entity-id.ts";
import { isoTime } from "../shape/time.ts";
import type { Reaction, ReactionContent } from "../state/issues.ts";
import type { Repository } from "../state/repository.ts";
import { issueOf } from "./issue-of.ts";
import { participantRepository } from "./participant.ts";

const CONTENTS: readonly string[] = [
  "+1",
  "-1",
  "laugh",
  "confused",
  "heart",
  "hooray",
  "rocket",
  "eyes",
] satisfies ReactionContent[];

interface Reactable {
  reactions: Reaction[];
}

function reactionShape({ world }: Call, repository: Repository, reaction: Reaction) {
  return {
    id: reaction.id,
    node_id: entityId("reaction", repository, reaction.id),
    user: authorShape(world, reaction.user),
    content: reaction.content,
    created_at: isoTime(reaction.createdAtMs),
  };
}

function issueComment(call: Call, repository: Repository): Reactable {
  const id = Number(call.params["comment_id"]);
  const comments = [...repository.issues.byNumber.values()].flatMap(({ comments: own }) => own);
  const found = comments.find((comment) => comment.id === id);
  if (!found) throw notFound();
  return found;
}

function reviewComment(call: Call, repository: Repository): Reactable {
  const id = Number(call.params["comment_id"]);
  const threads = [...repository.pulls.byNumber.values()].flatMap((pull) => pull.threads);
  const found = threads.flatMap(({ comments }) => comments).find((comment) => comment.id === id);
  if (!found) throw notFound();
  return found;
}

/** One reaction of a kind per person: a second one answers 200 with the first. */
function react(call: Call, repository: Repository, target: Reactable): Reply {
  const content = requiredString(bodyOf(call), "content");
  if (!CONTENTS.includes(content)) throw invalid("Reaction", "content", "invalid");
  const user = call.viewer.account.login;
  const known = target.reactions.find((reaction) => reaction.user === user && reaction.content === content);
  if (known) return { status: 200, body: reactionShape(call, repository, known) };
  const reaction: Reaction = {
    id: call.world.nextId("reaction"),
    user,
    content: content as ReactionContent,
    createdAtMs: call.world.now(),
  };
  target.reactions.push(reaction);
  return { status: 201, body: reactionShape(call, repository, reaction) };
}

function list(call: Call, repository: Repository, target: Reactable): Reply {
  const content = call.query.get("content");
  const rows = target.reactions.filter((reaction) => content === null || reaction.content === content);
  return paginate(call, rows, { shape: (reaction) => reactionShape(call, repository, reaction) });
}

function remove(call: Call, target: Reactable): Reply {
  const id = Number(call.params["reaction_id"]);
  if (!target.reactions.some((reaction) => reaction.id === id)) throw notFound();
  target.reactions = target.reactions.filter((reaction) => reaction.id !== id);
  return { status: 204 };
}

const TARGETS: readonly [path: string, find: (call: Call, repository: Repository) => Reactable][] = [
  ["/repos/{owner}/{repo}/issues/{issue_number}/reactions", issueOf],
  ["/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions", issueComment],
  ["/repos/{owner}/{repo}/pulls/comments/{comment_id}/reactions", reviewComment],
];

export const reactionRoutes: readonly Route[] = TARGETS.flatMap(([path, find]) => [
  route("GET", path, (call) => {
    const repository = repositoryOf(call);
    return list(call, repository, find(call, repository));
  }),
  route("POST", path, (call) => {
    const repository = participantRepository(call);
    return react(call, repository, find(call, repository));
  }),
  route("DELETE", `${path}/{reaction_id}`, (call) => remove(call, find(call, participantRepository(call)))),
]);
