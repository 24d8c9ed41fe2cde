import { nearest as nearestOf, ToolError } from "@fairlead/core";
import { graphqlRows } from "../request/graphql.ts";
import type { GithubClient } from "../github-client.ts";
import { numbered, repeated } from "../request/repeated.ts";
import type { RepositoryName } from "../repos/repositories.ts";

/** A document that looks for that many labels by name, and gives names that could be meant. */
export function LABELS_QUERY(count: number): string {
  return `query Labels($owner: String!, $repo: String!, ${repeated(count, (index) => `$n${index}: String!`, ", ")}) {
  repository(owner: $owner, name: $repo) {
  labels(first: 100) { nodes { name } }
  ${repeated(count, (index) => `l${index}: label(name: $n${index}) { name }`)}
  }
}`;
}

interface Answer {
  repository: { labels: { nodes: readonly { name: string }[] } | null; [alias: string]: unknown };
}

/**
 * Labels as the repository spells them. GitHub makes a label of every name that it does not know: here it is refused.
 *
 * @throws ToolError `invalid_input` with the nearest label.
 */
export async function resolveLabels(
  client: GithubClient,
  name: RepositoryName,
  wanted: readonly string[],
): Promise<string[]> {
  if (wanted.length === 0) return [];
  const variables = { ...name, ...numbered("n", wanted) };
  const { data } = await graphqlRows<Answer>(client, LABELS_QUERY(wanted.length), variables);
  const known = data.repository.labels?.nodes.map((label) => label.name) ?? [];
  return wanted.map((label, index) => {
    const found = data.repository[`l${index}`] as { name: string } | null;
    const spelled = found?.name ?? known.find((other) => other.toLowerCase() === label.toLowerCase());
    if (spelled === undefined) throw unknownLabel(label, nearestOf(label, known));
    return spelled;
  });
}

function unknownLabel(label: string, nearest: string | undefined): ToolError {
  const help = nearest === undefined ? "read the labels of other issues" : `"${nearest}" is nearest`;
  return new ToolError("invalid_input", `There is no label "${label}" in this repository: ${help}.`, {
    details: { label, nearest },
  });
}
