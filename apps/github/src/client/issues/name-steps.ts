import { changedSet, namesWithout, type SetChange } from "@fairlead/domain/names";
import { labelNames } from "../../shape/issue.ts";
import { graphql } from "../request/graphql.ts";
import type { UpdateStep } from "../request/update-steps.ts";
import type { GithubClient } from "../github-client.ts";
import type { RepositoryName } from "../repos/repositories.ts";

/** What carries labels and people: an issue, or a pull request. */
export interface Carrier {
  number: number;
  node_id: string;
  labels: readonly (string | { name?: string | null; node_id?: string })[];
  assignees?: readonly { login: string }[] | null;
}

/** What is to come and go; whole sets are for the request that sends the other fields. */
export interface NameChange {
  labels: Omit<SetChange, "all">;
  assignees: Omit<SetChange, "all">;
}

export const REMOVE_LABELS_QUERY = `mutation RemoveLabels($input: RemoveLabelsFromLabelableInput!) {
  removeLabelsFromLabelable(input: $input) { labelable { labels(first: 100) { nodes { name } } } }
}`;

interface Removed {
  removeLabelsFromLabelable: { labelable: { labels: { nodes: { name: string }[] } | null } | null } | null;
}

/**
 * The requests that add and remove labels and people, none of them for what is so already. A set sent as a whole would
 * undo what somebody else changes meanwhile.
 */
export function nameSteps(
  client: GithubClient,
  name: RepositoryName,
  row: Carrier,
  { labels, assignees }: NameChange,
): UpdateStep[] {
  const place = { ...name, issue_number: row.number };
  const { issues } = client.rest;
  return [
    ...steps("labels", labelNames(row), labels, {
      async add(some) {
        const { data } = await issues.addLabels({ ...place, labels: some });
        return labelNames({ labels: data });
      },
      remove: (some) => removeLabels(client, row, some),
    }),
    ...steps("assignees", loginsOf(row), assignees, {
      add: async (some) => loginsOf((await issues.addAssignees({ ...place, assignees: some })).data),
      remove: async (some) => loginsOf((await issues.removeAssignees({ ...place, assignees: some })).data),
    }),
  ];
}

function loginsOf({ assignees }: Pick<Carrier, "assignees">): string[] {
  return assignees?.map(({ login }) => login) ?? [];
}

/** REST takes one label a request, and refuses one that somebody else has removed. */
async function removeLabels(client: GithubClient, { node_id, labels }: Carrier, names: string[]): Promise<string[]> {
  const labelIds = labels.flatMap((label) =>
    typeof label === "object" && label.node_id !== undefined && names.includes(label.name ?? "") ? label.node_id : [],
  );
  const input = { labelableId: node_id, labelIds };
  const { removeLabelsFromLabelable: answer } = await graphql<Removed>(client, REMOVE_LABELS_QUERY, { input });
  return answer?.labelable?.labels?.nodes.map((label) => label.name) ?? [];
}

type Ways = Record<"add" | "remove", (names: string[]) => Promise<string[]>>;

/** @param ways How to send names; each answers with all names that are there afterwards. */
function steps(field: "labels" | "assignees", now: string[], change: NameChange["labels"], ways: Ways): UpdateStep[] {
  const set = changedSet(now, change);
  if (set === undefined) return [];
  const news = { add: namesWithout(set, now), remove: namesWithout(now, set) };
  return (["add", "remove"] as const).flatMap((way) => {
    const names = news[way];
    if (names.length === 0) return [];
    const words = (some: string[]) => some.map((name) => `${field.slice(0, -1)} ${name}`);
    return {
      what: `a request to ${way} ${field}: ${names.join(", ")}`,
      before: { [field]: now },
      after: { [field]: set },
      names: words(names),
      async send() {
        const missing = namesWithout(names, await ways[way](names));
        const left = way === "add" ? missing : namesWithout(names, missing);
        return { changed: left.length < names.length ? [field] : [], ignored: words(left) };
      },
    };
  });
}
