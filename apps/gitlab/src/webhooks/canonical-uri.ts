/**
 * One spelling of a URI: GitLab does not tell upper from lower case in the names of groups and projects. A project that is
 * named by its id stays so: events name it both ways.
 */
export function canonicalUri(uri: string): string {
  const [, project, rest = ""] = /^gitlab:\/\/projects\/([^/?]+)(.*)$/s.exec(uri) ?? [];
  if (project === undefined) return uri;
  const [path = "", ...query] = rest.split("?");
  const name = encodedOnce(project, (text) => text.toLowerCase());
  const segments = path.split("/").map((segment) => encodedOnce(segment));
  return `gitlab://projects/${[name + segments.join("/"), ...query].join("?")}`;
}

/** A slash in a name stays %2F; whatever need not be encoded is not. */
function encodedOnce(segment: string, change = (text: string) => text): string {
  try {
    return encodeURIComponent(change(decodeURIComponent(segment)));
  } catch {
    return segment;
  }
}
