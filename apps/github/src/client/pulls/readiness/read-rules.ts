import type { RestEndpointMethodTypes } from "@octokit/rest";
import type { GithubClient } from "../../github-client.ts";
import { explainError } from "../../errors/explain-error.ts";
import type { RepositoryName } from "../../repos/repositories.ts";
import type { BranchRules } from "./facts.ts";

type Rule = RestEndpointMethodTypes["repos"]["getBranchRules"]["response"]["data"][number];

/** Reads what rulesets ask of merges into a branch. Servers and plans that have no rulesets ask nothing. */
export async function readRules(client: GithubClient, name: RepositoryName, branch: string): Promise<BranchRules> {
  const { data } = await client.rest.repos
    .getBranchRules({ ...name, branch, per_page: 100 })
    .catch(noneWhenUnsupported);
  return {
    requiredChecks: [...new Set(data.flatMap(checksOf))],
    threadsResolved: data.some(
      (rule) => rule.type === "pull_request" && rule.parameters?.required_review_thread_resolution === true,
    ),
    queue: data.some(({ type }) => type === "merge_queue"),
    methods: methodsOf(data),
  };
}

function checksOf(rule: Rule): string[] {
  if (rule.type !== "required_status_checks") return [];
  return rule.parameters?.required_status_checks.map(({ context }) => context) ?? [];
}

/** Every rule has to allow a method. */
function methodsOf(rules: readonly Rule[]): string[] | undefined {
  const lists = rules.flatMap((rule) => {
    if (rule.type === "required_linear_history") return [["squash", "rebase"]];
    const methods: readonly string[] | undefined =
      rule.type === "pull_request" ? rule.parameters?.allowed_merge_methods : undefined;
    return methods ? [methods] : [];
  });
  const [first, ...rest] = lists;
  return first?.filter((method) => rest.every((list) => list.includes(method)));
}

function noneWhenUnsupported(error: unknown): { data: Rule[] } {
  const { code } = explainError(error) ?? {};
  if (code === "not_found" || code === "unsupported") return { data: [] };
  throw error;
}
