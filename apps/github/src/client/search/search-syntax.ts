import type { SearchSyntax } from "../issues/issue-query.ts";
import type { GithubClient } from "../github-client.ts";

/** The first server whose issue search reads OR and brackets; from then on two `repo:` mean "in both". */
const SINCE = [3, 18] as const;

/** GitHub.com and GHE.com are always current; a GitHub Enterprise Server says its version, which costs one conditional read. */
export async function searchSyntax(client: GithubClient): Promise<SearchSyntax> {
  if (isCloud(client)) return "boolean";
  const { data } = await client.rest.meta.get();
  const { installed_version: version = "" } = data as { installed_version?: string };
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > SINCE[0] || (major === SINCE[0] && minor >= SINCE[1]) ? "boolean" : "plain";
}

/** GitHub.com and GHE.com keep the API on a host of its own. */
function isCloud(client: GithubClient): boolean {
  const { baseUrl } = client.request.endpoint.DEFAULTS;
  return baseUrl.startsWith("https://api.") && !baseUrl.endsWith("/api/v3");
}
