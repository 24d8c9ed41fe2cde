import { unlessStatus } from "../client/errors/unless-status.ts";
import { knownRepository, MOST, type CompletionContext } from "./known-repository.ts";

const HEADS = "refs/heads/";

/** Branches that begin with what was typed. */
export async function completeBranch(typed: string, context: CompletionContext): Promise<string[]> {
  const name = knownRepository(context);
  if (!name) return [];
  const asked = context.client.rest.git.listMatchingRefs({ ...name, ref: `heads/${typed}` });
  // 409: an empty repository.
  const found = await unlessStatus(asked, 404, 409);
  return found?.data.slice(0, MOST).map(({ ref }) => ref.slice(HEADS.length)) ?? [];
}
