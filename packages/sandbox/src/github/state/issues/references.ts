import { allows } from "../access.ts";
import type { Issue } from "../issues.ts";
import type { Repository } from "../repository.ts";
import type { World } from "../world.ts";
import { findAccount, findRepository } from "../world.ts";
import { recordEvent } from "./record-event.ts";

/** An issue together with where it lives. */
export interface FoundIssue {
  readonly repository: Repository;
  readonly issue: Issue;
}

const REFERENCE = /(?<![\w/#&])(?:([\w.-]+\/[\w.-]+))?#(\d+)\b/g;
const CLOSING = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+(?:([\w.-]+\/[\w.-]+))?#(\d+)\b/gi;
const MENTION = /(?<![\w/`.-])@([A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))(?![\w/-])/g;

function found(world: World, home: Repository, matches: Iterable<RegExpMatchArray>): FoundIssue[] {
  const out = new Map<number, FoundIssue>();
  for (const [, fullName, number] of matches) {
    const repository = fullName === undefined ? home : findRepository(world, fullName)?.repository;
    const issue = repository?.issues.byNumber.get(Number(number));
    if (repository && issue) out.set(issue.id, { repository, issue });
  }
  return [...out.values()];
}

/** Issues and pull requests that a text names: `#12`, `owner/repo#12`. */
function referencesIn(world: World, home: Repository, text: string): FoundIssue[] {
  return found(world, home, text.matchAll(REFERENCE));
}

/** Issues that a pull request with this body closes when it is merged. */
export function closingReferencesIn(world: World, home: Repository, text: string): FoundIssue[] {
  return found(world, home, text.matchAll(CLOSING)).filter(({ issue }) => !issue.isPull);
}

/** Lower-case logins that a text mentions. */
export function mentionsIn(text: string): string[] {
  return [...new Set([...text.matchAll(MENTION)].map(([, login]) => (login ?? "").toLowerCase()))];
}

/** Leaves a trace in every issue that the text names, where the author may see it; once per source. */
export function crossReference(
  world: World,
  home: Repository,
  source: Issue,
  author: string,
  text: string,
  atMs?: number,
): void {
  const account = findAccount(world, author);
  for (const { repository, issue } of referencesIn(world, home, text)) {
    if (issue === source || !account || !allows(account, repository, "pull")) continue;
    const known = issue.events.some(
      (event) =>
        event.event === "cross-referenced" &&
        event.source.repositoryId === home.id &&
        event.source.number === source.number,
    );
    if (known) continue;
    const detail = { event: "cross-referenced", source: { repositoryId: home.id, number: source.number } } as const;
    recordEvent(world, issue, author, detail, atMs);
  }
}
