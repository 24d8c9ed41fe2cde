import { readTree } from "../client/contents/git.ts";
import { unlessStatus } from "../client/errors/unless-status.ts";
import { knownRepository, MOST, type CompletionContext } from "./known-repository.ts";

/**
 * Files and directories of the commit or branch that is known, else of the default branch: those that begin with what
 * was typed, then those that hold it, the shallowest first.
 */
export async function completePath(typed: string, context: CompletionContext): Promise<string[]> {
  const name = knownRepository(context);
  if (!name) return [];
  const { sha, branch } = context.known;
  const tree = await unlessStatus(readTree(context.client, name, sha || branch || "HEAD"), 404, 409);
  const wanted = typed.toLowerCase();
  const found = (tree?.rows ?? []).filter(({ path }) => path.toLowerCase().includes(wanted));
  const rank = (path: string) => (path.toLowerCase().startsWith(wanted) ? 0 : 1000) + path.split("/").length;
  return found
    .map(({ path }) => path)
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, MOST);
}
