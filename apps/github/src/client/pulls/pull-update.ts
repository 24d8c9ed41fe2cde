import { present } from "@fairlead/core";
import type { TextEdit } from "@fairlead/domain/text-edit";
import { editedBody } from "../../shape/edited-body.ts";
import { reviewersOf, type FullPull } from "../../shape/pull.ts";
import { setDraft } from "./draft.ts";
import type { GithubClient } from "../github-client.ts";
import { resolveLabels } from "../issues/labels.ts";
import { nameSteps } from "../issues/name-steps.ts";
import type { UpdateStep } from "../request/update-steps.ts";
import { refuseUnknownPeople } from "../users/people.ts";
import { readPull, refuseMovedHead } from "./pulls.ts";
import type { RepositoryName } from "../repos/repositories.ts";
import { removeReviewers, requestReviewers, splitReviewers, type Reviewers } from "./reviewers.ts";

export interface PullUpdate {
  title?: string | undefined;
  body?: string | undefined;
  edits?: readonly TextEdit[] | undefined;
  base?: string | undefined;
  state?: "open" | "closed" | undefined;
  draft?: boolean | undefined;
  maintainer_can_modify?: boolean | undefined;
  add_reviewers?: readonly string[] | undefined;
  remove_reviewers?: readonly string[] | undefined;
  add_labels?: readonly string[] | undefined;
  remove_labels?: readonly string[] | undefined;
  add_assignees?: readonly string[] | undefined;
  remove_assignees?: readonly string[] | undefined;
  expected_head_sha?: string | undefined;
}

/**
 * Reads the pull request and works out the requests to send, none of them for what is so already.
 *
 * @throws ToolError `conflict` where the head has moved; `invalid_input` for labels and people that are not there.
 */
export async function preparePullUpdate(
  client: GithubClient,
  name: RepositoryName,
  number: number,
  asked: PullUpdate,
): Promise<{ pull: FullPull; steps: UpdateStep[] }> {
  const adding = splitReviewers(asked.add_reviewers ?? [], name);
  const removing = splitReviewers(asked.remove_reviewers ?? [], name);
  const [{ pull }, labels] = await Promise.all([
    readPull(client, name, number),
    resolveLabels(client, name, asked.add_labels ?? []),
    refuseUnknownPeople(client, name, asked.add_assignees ?? []),
  ]);
  refuseMovedHead(pull.head.sha, asked.expected_head_sha);
  const steps = [
    fieldsStep(client, name, pull, asked),
    ...nameSteps(client, name, pull, {
      labels: { add: labels, remove: asked.remove_labels },
      assignees: { add: asked.add_assignees, remove: asked.remove_assignees },
    }),
    reviewersStep(pull, adding, "add", (some) => requestReviewers(client, name, number, some)),
    reviewersStep(pull, removing, "remove", (some) => removeReviewers(client, name, number, some)),
    draftStep(client, pull, asked.draft),
  ];
  return { pull, steps: steps.filter((step) => step !== undefined) };
}

/** Never sends `draft` along: beside other fields it has merged pull requests through a queue. */
function fieldsStep(
  client: GithubClient,
  name: RepositoryName,
  pull: FullPull,
  asked: PullUpdate,
): UpdateStep | undefined {
  const { title, base, state, maintainer_can_modify } = asked;
  const now = {
    title: pull.title,
    body: pull.body ?? "",
    base: pull.base.ref,
    state: pull.state,
    maintainer_can_modify: pull.maintainer_can_modify,
  };
  const wanted = present({ title, body: editedBody(pull.body, asked), base, state, maintainer_can_modify });
  const fields = (Object.keys(wanted) as (keyof typeof now)[]).filter((field) => wanted[field] !== now[field]);
  if (fields.length === 0) return undefined;
  const after = Object.fromEntries(fields.map((field) => [field, wanted[field]]));
  return {
    what: `a request for ${fields.join(", ")}`,
    before: Object.fromEntries(fields.map((field) => [field, now[field]])),
    after,
    async send() {
      await client.rest.pulls.update({ ...name, pull_number: pull.number, ...after });
      return { changed: fields, ignored: [] };
    },
  };
}

function reviewersStep(
  pull: FullPull,
  wanted: Reviewers,
  way: "add" | "remove",
  send: (some: Reviewers) => Promise<string[]>,
): UpdateStep | undefined {
  const asked = new Set(reviewersOf(pull).map((reviewer) => reviewer.split("/").at(-1)?.toLowerCase()));
  const isNews = (reviewer: string) => asked.has(reviewer.toLowerCase()) === (way === "remove");
  const some = {
    reviewers: wanted.reviewers.filter(isNews),
    team_reviewers: wanted.team_reviewers.filter(isNews),
  };
  const names = [...some.reviewers, ...some.team_reviewers];
  if (names.length === 0) return undefined;
  return {
    what: `a request to ${way} reviewers: ${names.join(", ")}`,
    before: { reviewers: reviewersOf(pull) },
    after: { [`${way}_reviewers`]: names },
    async send() {
      const ignored = await send(some);
      return { changed: ignored.length < names.length ? ["reviewers"] : [], ignored };
    },
  };
}

function draftStep(client: GithubClient, pull: FullPull, draft: boolean | undefined): UpdateStep | undefined {
  if (draft === undefined || draft === (pull.draft ?? false)) return undefined;
  return {
    what: "a request for draft",
    before: { draft: !draft },
    after: { draft },
    async send() {
      await setDraft(client, pull.node_id, draft);
      return { changed: ["draft"], ignored: [] };
    },
  };
}
