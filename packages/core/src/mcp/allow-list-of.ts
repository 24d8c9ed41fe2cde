import type { Connection } from "../auth/index.ts";
import { createAllowList, type AllowList } from "../policy/index.ts";
import type { Runtime } from "./runtime.ts";

/** The allow-lists that hold for a connection: the operator's and its owner's. */
export function allowListOf({ policy }: Pick<Runtime, "policy">, { allow = [] }: Pick<Connection, "allow">): AllowList {
  return createAllowList([...(policy.allow ?? []), ...allow]);
}
