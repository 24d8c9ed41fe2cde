import type { Connection } from "../auth/index.ts";
import { createAllowList, type AllowList } from "../policy/index.ts";
import type { Runtime } from "./runtime.ts";

/** What a connection may reach: by its operator's lists and by its owner's. */
export function allowListOf({ policy }: Runtime, connection: Connection): AllowList {
  return createAllowList([...(policy.allow ?? []), ...(connection.allow ?? [])]);
}
