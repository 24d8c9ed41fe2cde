import type { ServerResponse } from "node:http";
import type { Authenticator, Principal } from "../auth/index.ts";
import type { Runtime } from "./runtime.ts";

/** Answers that go on for as long as their clients listen. */
export interface Attending {
  add(res: ServerResponse, principal: Principal): void;
}

/** Breaks them off when the sign-in of whoever listens has ended: nobody asks for a token again in the middle of an answer. */
export function createAttending(
  authenticator: Pick<Authenticator, "onEnded">,
  { reportError }: Pick<Runtime, "reportError">,
): Attending {
  const open = new Map<ServerResponse, Principal>();
  authenticator.onEnded?.((hasEnded) => {
    for (const [res, principal] of open) {
      hasEnded(principal)
        .then((ended) => ended && res.destroy())
        .catch((error: unknown) => reportError(error, {}));
    }
  });
  return {
    add(res, principal) {
      open.set(res, principal);
      res.once("close", () => open.delete(res));
    },
  };
}
