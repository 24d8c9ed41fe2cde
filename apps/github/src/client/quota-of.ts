/** GitHub's quotas apart from the ordinary one, by path: known before the first answer, so that replicas share them from the start. */
export function quotaOf(path: string): string | undefined {
  if (path.endsWith("/graphql")) return "graphql";
  if (path.endsWith("/search/code")) return "code_search";
  return /\/search\/(?:issues|repositories|commits|users|labels|topics)$/.test(path) ? "search" : undefined;
}
