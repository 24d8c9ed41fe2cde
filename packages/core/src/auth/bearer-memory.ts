import { rememberingStore, type Channel, type RememberingStore, type Store } from "../store/index.ts";
import { SECRETS } from "./vault/index.ts";
import { CONNECTION_RECORDS } from "./connections/index.ts";
import { BEARER_TOKENS } from "./server/adapter.ts";

/**
 * What every request with a token needs is remembered, so that reads go on while the shared database restarts. Records as
 * they are kept: tokens under their hashes, vendor secrets sealed.
 *
 * @param channel to the other replicas; undefined where the database is a file of this process, which does not go away
 */
export function bearerMemory(store: Store, channel: Channel | undefined): RememberingStore {
  if (channel === undefined) return { store, recalling: store, close() {} };
  return rememberingStore(store, { channel, kinds: [...BEARER_TOKENS, ...CONNECTION_RECORDS, ...SECRETS] });
}
