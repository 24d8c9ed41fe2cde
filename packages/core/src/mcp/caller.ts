import type { Connection, Principal } from "../auth/index.ts";
import type { Identity } from "../connector/index.ts";
import type { CallTrace } from "../observe/index.ts";
import type { Policy } from "../policy/index.ts";
import type { View } from "./view/index.ts";

/** Everything that is known of a request's sender once the guards and the bearer check are through. */
export interface Caller {
  principal: Principal;
  connection: Connection;
  /** Whose account it is, where the vendor has told it. */
  identity: Identity | undefined;
  view: View;
  /** What operator and owner allow. */
  policy: Policy;
  requestId: string;
  /** What is noted of the request's stages; undefined where nobody wants to know. */
  trace?: CallTrace | undefined;
}

/** The person, whichever client acts for them: what a person may hold open is counted under this. */
export function personOf({ tenant, subject }: Principal): string {
  return JSON.stringify([tenant, subject]);
}
