import type { Issue, Label } from "../issues.ts";
import type { Repository } from "../repository.ts";
import type { World } from "../world.ts";
import { recordEvent } from "./record-event.ts";

/** By name; GitHub ignores case. */
export function findLabel(repository: Repository, name: string): Label | undefined {
  const wanted = name.toLowerCase();
  return repository.issues.labels.find((label) => label.name.toLowerCase() === wanted);
}

export function createLabel(
  world: World,
  repository: Repository,
  facts: { name: string; color?: string; description?: string | null; isDefault?: boolean },
): Label {
  const label: Label = {
    id: world.nextId("issue"),
    name: facts.name,
    color: facts.color ?? "ededed",
    description: facts.description ?? null,
    isDefault: facts.isDefault ?? false,
  };
  repository.issues.labels.push(label);
  return label;
}

export function labelsOf(repository: Repository, issue: Issue): Label[] {
  return issue.labelIds.flatMap((id) => repository.issues.labels.find((label) => label.id === id) ?? []);
}

/** Adds labels by name. Unknown ones come into being: the trap GitHub's API has set since its first days. */
export function addLabels(
  world: World,
  repository: Repository,
  issue: Issue,
  names: readonly string[],
  actor: string,
  atMs?: number,
): void {
  for (const name of names) {
    const label = findLabel(repository, name) ?? createLabel(world, repository, { name });
    if (issue.labelIds.includes(label.id)) continue;
    issue.labelIds.push(label.id);
    recordEvent(world, issue, actor, { event: "labeled", label: { name: label.name, color: label.color } }, atMs);
  }
}

export function removeLabels(world: World, issue: Issue, labels: readonly Label[], actor: string): void {
  for (const label of labels) {
    if (!issue.labelIds.includes(label.id)) continue;
    issue.labelIds = issue.labelIds.filter((id) => id !== label.id);
    recordEvent(world, issue, actor, { event: "unlabeled", label: { name: label.name, color: label.color } });
  }
}

/** Makes the issue carry exactly these labels. */
export function setLabels(
  world: World,
  repository: Repository,
  issue: Issue,
  names: readonly string[],
  actor: string,
): void {
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  const gone = labelsOf(repository, issue).filter((label) => !wanted.has(label.name.toLowerCase()));
  removeLabels(world, issue, gone, actor);
  addLabels(world, repository, issue, names, actor);
}
