/** What an issue or pull request was to get; absent is not asked for. */
export interface AskedFor {
  labels?: readonly string[] | undefined;
  assignees?: readonly string[] | undefined;
  milestone?: number | undefined;
  type?: string | undefined;
}

/** What it has, as GitHub answers. */
export interface Given {
  labels: readonly string[];
  assignees: readonly string[];
  milestone?: number | undefined;
  type?: string | undefined;
}

/**
 * What GitHub left out without a word, such as `assignee iokafor`: people who cannot be assigned, and everything where the
 * account may not triage. Undefined where all was taken.
 */
export function ignoredOf(asked: AskedFor, given: Given): string[] | undefined {
  const left = [
    ...missing(asked.labels, given.labels).map((label) => `label ${label}`),
    ...missing(asked.assignees, given.assignees).map((login) => `assignee ${login}`),
    ...(asked.milestone !== undefined && asked.milestone !== given.milestone ? [`milestone ${asked.milestone}`] : []),
    ...(asked.type !== undefined && asked.type.toLowerCase() !== given.type?.toLowerCase()
      ? [`type ${asked.type}`]
      : []),
  ];
  return left.length > 0 ? left : undefined;
}

function missing(wanted: readonly string[] = [], present: readonly string[]): string[] {
  const known = new Set(present.map((name) => name.toLowerCase()));
  return wanted.filter((name) => !known.has(name.toLowerCase()));
}
