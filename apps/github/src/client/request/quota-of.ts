/** The quota that GitHub counts a request in, by the name that its answers give in `x-ratelimit-resource`. */
export function quotaOf({ pathname }: URL): "core" | "graphql" | "search" | "code_search" {
  if (pathname.endsWith("/graphql")) return "graphql";
  const searched = /(?:^|\/api\/v3)\/search\/(?<what>[a-z]+)/.exec(pathname)?.groups?.["what"];
  if (searched === undefined) return "core";
  return searched === "code" ? "code_search" : "search";
}
