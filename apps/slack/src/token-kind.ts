/** What a token is, by how it begins; `xoxe.` stands before those that rotate. */
export function tokenKind(token: string): string {
  const bare = token.replace(/^xoxe\./, "");
  return KINDS[bare.slice(0, 5)] ?? "unknown";
}

const KINDS: Readonly<Record<string, string>> = { "xoxp-": "user", "xoxb-": "bot" };
