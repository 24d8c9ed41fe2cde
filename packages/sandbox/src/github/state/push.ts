import type { Account } from "./account.ts";
import { changedPaths, commitOf, diffTrees, isAncestor, readBlob } from "./git.ts";
import type { Repository } from "./repository.ts";
import type { Rule } from "./ruleset.ts";
import { rulesetsOf } from "./ruleset.ts";
import type { FoundSecret } from "./secret-scan.ts";
import { findSecrets } from "./secret-scan.ts";
import type { Token } from "./token.ts";
import { hasScope } from "./token.ts";
import type { World } from "./world.ts";

/** A ref that shall move. */
export interface Push {
  /** "refs/heads/main" */
  ref: string;
  /** Where to; null deletes. */
  to: string | null;
  account: Account;
  token: Token;
  /** True where a pull request is merged: what a pull request must satisfy was checked already. */
  merge?: boolean;
}

/** Why a push is refused. */
export type PushProblem =
  | { kind: "rule"; message: string }
  | { kind: "secret"; message: string; secrets: FoundSecret[] }
  | { kind: "workflow"; message: string };

const branchOf = (ref: string): string | undefined => /^refs\/heads\/(.+)$/.exec(ref)?.[1];

function sentences(rules: readonly Rule[], push: Push, forced: boolean, creates: boolean): string[] {
  return rules.flatMap((rule) => {
    if (push.to === null) return rule.type === "deletion" ? ["Cannot delete this branch"] : [];
    if (creates || push.merge) return [];
    if (rule.type === "non_fast_forward") return forced ? ["Cannot force-push to this branch"] : [];
    if (rule.type === "pull_request") return ["Changes must be made through a pull request."];
    if (rule.type === "required_status_checks") {
      return rule.contexts.length === 1
        ? [`Required status check "${rule.contexts[0]}" is expected.`]
        : [`${rule.contexts.length} of ${rule.contexts.length} required status checks are expected.`];
    }
    return [];
  });
}

function violation(lines: readonly string[]): string {
  return `Repository rule violations found\n\n${lines.join("\n\n")}\n\n`;
}

const WORKFLOWS = ".github/workflows/";

/** The sentence GitHub refuses with where a token without the `workflow` scope touches a workflow file. */
export function workflowProblem(token: Token, paths: readonly string[]): PushProblem | undefined {
  const path = paths.find((changed) => changed.startsWith(WORKFLOWS));
  if (path === undefined || hasScope(token, "workflow")) return undefined;
  const message = `refusing to allow a Personal Access Token to create or update workflow \`${path}\` without \`workflow\` scope`;
  return { kind: "workflow", message };
}

/** Push protection on content that is about to be stored. */
export function secretProblem(contents: readonly Buffer[]): PushProblem | undefined {
  const secrets = contents.flatMap(findSecrets);
  return secrets.length === 0
    ? undefined
    : { kind: "secret", message: violation(["Secret detected in content"]), secrets };
}

/** What stands in the way of a push: rulesets, secrets in what it adds, workflow files without the scope. */
export function pushProblem(repository: Repository, push: Push): PushProblem | undefined {
  const { git } = repository;
  const branch = branchOf(push.ref);
  const from = git.refs.get(push.ref);
  if (branch !== undefined) {
    const rules = rulesetsOf(repository, branch)
      .filter((ruleset) => !ruleset.bypass.includes(push.account.login.toLowerCase()))
      .flatMap((ruleset) => ruleset.rules);
    const forced = from !== undefined && push.to !== null && !isAncestor(git, from, push.to);
    const lines = sentences(rules, push, forced, from === undefined);
    if (lines.length > 0) return { kind: "rule", message: violation(lines) };
  }
  if (push.to === null || push.merge) return undefined;
  const base = from ?? git.refs.get(`refs/heads/${repository.defaultBranch}`);
  const [before, after] = [base && commitOf(git, base).tree, commitOf(git, push.to).tree];
  const workflow = workflowProblem(push.token, changedPaths(git, before, after));
  if (workflow) return workflow;
  const added = diffTrees(git, before, after).flatMap((file) =>
    file.new ? (readBlob(git, file.new.oid)?.data ?? []) : [],
  );
  return secretProblem(added);
}

/** Moves, makes or deletes a ref and tells of it. Checks nothing: ask `pushProblem` first. */
export function moveRef(world: World, repository: Repository, { ref, to, account }: Omit<Push, "token">): void {
  const { git } = repository;
  const before = git.refs.get(ref);
  if (to === null) git.refs.delete(ref);
  else git.refs.set(ref, to);
  repository.pushedAtMs = world.now();
  repository.updatedAtMs = world.now();
  const none = "0".repeat(40);
  const payload = {
    ref,
    before: before ?? none,
    after: to ?? none,
    created: before === undefined,
    deleted: to === null,
    forced: before !== undefined && to !== null && !isAncestor(git, before, to),
    pusher: { name: account.login, email: account.email },
  };
  const named = {
    ref: ref.replace(/^refs\/(heads|tags)\//, ""),
    ref_type: ref.startsWith("refs/tags/") ? "tag" : "branch",
  };
  if (before === undefined) world.changed({ event: "create", repository, sender: account, payload: named });
  if (to === null) world.changed({ event: "delete", repository, sender: account, payload: named });
  world.changed({ event: "push", repository, sender: account, payload });
}
