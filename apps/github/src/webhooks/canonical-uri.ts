/** One spelling of a URI: GitHub does not tell upper from lower case in the names of owners and repositories. */
export function canonicalUri(uri: string): string {
  const [, scheme = "", path = "", query = ""] = /^(\w+):\/\/([^?#]*)(.*)$/s.exec(uri) ?? [];
  if (scheme === "") return uri;
  const segments = path.split("/").map(encodedOnce);
  // repo://owner/repo, github://repos/owner/repo
  const first = scheme === "repo" ? 0 : 1;
  const named = segments.map((each, index) => (index === first || index === first + 1 ? each.toLowerCase() : each));
  return `${scheme}://${named.join("/")}${query}`;
}

/** A slash in a branch stays %2F; whatever need not be encoded is not. */
function encodedOnce(segment: string): string {
  try {
    return encodeURIComponent(decodeURIComponent(segment));
  } catch {
    return segment;
  }
}
