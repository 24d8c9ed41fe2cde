import { accountByEmail } from "../../shape/commit.ts";
import { isoTime } from "../../shape/time.ts";
import type { Signature } from "../../state/git.ts";
import type { Lens } from "../lens.ts";

/** `GitActor`: a signature, with the account behind its address if there is one. */
export function gitActor(lens: Lens, { name, email, atMs }: Signature): Record<string, unknown> {
  return {
    name,
    email,
    date: isoTime(atMs),
    user: () => {
      const account = accountByEmail(lens.world, email);
      return account?.type === "User" ? lens.account(account) : null;
    },
  };
}
