/** What a token is, by its prefix; GitHub's own prefixes since 2021. */
export function tokenKind(token: string): string {
  if (token.startsWith("github_pat_")) return "fine_grained_pat";
  return KINDS[token.slice(0, 4)] ?? "unknown";
}

const KINDS: Readonly<Record<string, string>> = {
  ghp_: "classic_pat",
  gho_: "oauth_app",
  ghu_: "app_user",
  ghs_: "app_installation",
};
