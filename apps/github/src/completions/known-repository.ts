import type { ReadContext } from "@fairlead/core";
import type { GithubClient } from "../client/github-client.ts";
import type { RepositoryName } from "../client/repos/repositories.ts";

/** What a completion gets beside the text that was typed. */
export type CompletionContext = ReadContext<GithubClient> & { known: Readonly<Record<string, string>> };

/** The repository that the other arguments name, as far as they do. */
export function knownRepository({ known: { owner, repo } }: CompletionContext): RepositoryName | undefined {
  return owner && repo ? { owner, repo } : undefined;
}

/** The most values that the protocol takes in one answer. */
export const MOST = 100;
