import { memoryStore, StoreError, type Store } from "../store/index.ts";

/** Does work on a store, or on one of this process alone while that one fails. */
export type WithOwnStore = <Result>(store: Store, work: (store: Store) => Promise<Result>) => Promise<Result>;

/**
 * For what must go on being counted while the shared store is away, if only by each process for itself.
 *
 * @param now milliseconds since the epoch
 */
export function withOwnStore(now: () => number): WithOwnStore {
  let own: Store | undefined;
  return async (store, work) => {
    try {
      return await work(store);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      own ??= memoryStore({ now });
      return work(own);
    }
  };
}
