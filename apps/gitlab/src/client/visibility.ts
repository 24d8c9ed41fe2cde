import type { UpstreamProject } from "../shape/project.ts";
import type { GitlabReadContext } from "./gitlab-client.ts";

/** As long as what was read counts as known to whoever writes. */
const KEEP_MS = 30 * 60_000;
/** What is public may be made private, and read again then. */
const PUBLIC_MS = 60_000;

/** Who may see a project, from an answer that has told it: it need not be asked for. */
export function noteVisibility(
  { notes }: Pick<GitlabReadContext, "notes">,
  { id, path_with_namespace: path, visibility }: Pick<UpstreamProject, "id" | "path_with_namespace" | "visibility">,
): void {
  if (typeof visibility !== "string") return;
  const keepMs = visibility === "public" ? PUBLIC_MS : KEEP_MS;
  for (const name of [String(id), path]) notes.put(keyOf(name), { visibility }, keepMs);
}

/** What was noted of a project by path or id. */
export async function notedVisibility(
  { notes }: Pick<GitlabReadContext, "notes">,
  name: string,
): Promise<string | undefined> {
  return (await notes.find<{ visibility: string }>(keyOf(name)))?.visibility;
}

function keyOf(name: string): string {
  return `visibility/${name.toLowerCase()}`;
}
