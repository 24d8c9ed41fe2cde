import type { Git } from "../../git/index.ts";
import type { Step } from "../../harbor/write-history.ts";
import { writeHistory as write } from "../../harbor/write-history.ts";
import { signatureOf, webFlow } from "../state/signature.ts";
import type { World } from "../state/world.ts";
import { findAccount } from "../state/world.ts";

/** Writes commits on top of a tip (undefined = a new history), signed as GitHub does, and returns the last one's id. */
export function writeHistory(world: World, git: Git, tip: string | undefined, steps: readonly Step[]): string {
  const person = (author: string, atMs: number) => {
    const account = findAccount(world, author);
    if (!account) throw new Error(`no account ${author} in the seed`);
    return signatureOf(account, atMs);
  };
  return write({ person, merger: webFlow }, git, tip, steps);
}
