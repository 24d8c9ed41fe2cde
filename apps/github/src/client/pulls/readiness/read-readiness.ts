import { setTimeout as wait } from "node:timers/promises";
import { CHECK_FIELDS, everyCheck, type CheckFields } from "../checks.ts";
import { graphql } from "../../request/graphql.ts";
import type { GithubClient } from "../../github-client.ts";
import type { RepositoryName } from "../../repos/repositories.ts";
import type { ReadinessFacts } from "./facts.ts";
import { judge } from "./judge.ts";
import { readRules } from "./read-rules.ts";
import { countUnresolved, THREAD_FIELDS, type ThreadFields } from "./unresolved-threads.ts";

export const READINESS_QUERY = `query Readiness($owner: String!, $repo: String!, $number: Int!, $checksAfter: String, $threadsAfter: String) {
  repository(owner: $owner, name: $repo) {
    mergeCommitAllowed squashMergeAllowed rebaseMergeAllowed
    pullRequest(number: $number) {
      state isDraft mergeable mergeStateStatus reviewDecision
      isInMergeQueue mergeQueueEntry { position }
      headRefOid headRefName baseRefName isCrossRepository
      mergeCommit { oid }
      ${THREAD_FIELDS}
      ${CHECK_FIELDS}
    }
  }
}`;

interface Answer {
  repository: {
    mergeCommitAllowed: boolean;
    squashMergeAllowed: boolean;
    rebaseMergeAllowed: boolean;
    pullRequest: CheckFields &
      ThreadFields & {
        state: ReadinessFacts["state"];
        isDraft: boolean;
        mergeable: ReadinessFacts["mergeable"];
        mergeStateStatus: string;
        reviewDecision: string | null;
        isInMergeQueue: boolean;
        mergeQueueEntry: { position: number } | null;
        headRefOid: string;
        headRefName: string;
        baseRefName: string;
        isCrossRepository: boolean;
        mergeCommit: { oid: string } | null;
      };
  };
}

export type MergeMethod = "merge" | "squash" | "rebase";

/** Whether a pull request can be merged, and what a merge has to know. */
export interface ReadReadiness {
  readiness: ReturnType<typeof judge>;
  headSha: string;
  /** The head branch, where it is in the repository itself. */
  ownBranch: string | undefined;
  /** The commit that it was merged as. */
  mergedAs: string | undefined;
  /** Ways to merge that repository and rules allow, the most usual first. */
  methods: MergeMethod[];
}

/** GitHub finds out in the background whether branches conflict. */
const POLLS = 5;
const POLL_MS = 1_000;

/** Reads everything that readiness is judged by, in two requests; more while GitHub does not know yet, or for many checks or threads. */
export async function readReadiness(
  client: GithubClient,
  { owner, repo }: RepositoryName,
  number: number,
  signal: AbortSignal,
): Promise<ReadReadiness> {
  const variables = { owner, repo, number };
  const read = () => graphql<Answer>(client, READINESS_QUERY, variables, "repository.pullRequest");
  let answer = await read();
  for (let polls = 0; isUnknown(answer) && polls < POLLS; polls += 1) {
    await wait(POLL_MS, undefined, { signal });
    answer = await read();
  }
  const { repository } = answer;
  const { pullRequest: pull } = repository;
  const [rules, checks, unresolvedThreads] = await Promise.all([
    readRules(client, { owner, repo }, pull.baseRefName),
    everyCheck(client, { owner, repo }, number, pull),
    countUnresolved(client, { owner, repo }, number, pull),
  ]);
  const { mergeCommitAllowed: merge, squashMergeAllowed: squash, rebaseMergeAllowed: rebase } = repository;
  const methods = Object.entries({ merge, squash, rebase }).flatMap(([method, on]) =>
    on ? (method as MergeMethod) : [],
  );
  return {
    readiness: judge({
      state: pull.state,
      draft: pull.isDraft,
      mergeable: pull.mergeable,
      status: pull.mergeStateStatus,
      reviewDecision: pull.reviewDecision,
      unresolvedThreads,
      queuePosition: pull.isInMergeQueue ? (pull.mergeQueueEntry?.position ?? 0) : undefined,
      checks,
      rules,
    }),
    headSha: pull.headRefOid,
    ownBranch: pull.isCrossRepository ? undefined : pull.headRefName,
    mergedAs: pull.mergeCommit?.oid,
    methods: methods.filter((method) => rules.methods?.includes(method) ?? true),
  };
}

function isUnknown({ repository: { pullRequest } }: Answer): boolean {
  const { state, mergeable, mergeStateStatus: status } = pullRequest;
  return state === "OPEN" && (mergeable === "UNKNOWN" || status === "UNKNOWN");
}
