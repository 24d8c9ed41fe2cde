import { memoryStore, StoreError, type Store } from "../store/index.ts";

/** Does work on a store, or on one of this process alone while that one fails. */
export interface WithOwnStore {
  <Result>(store: Store, work: (store: Store) => Promise<Result>): Promise<Result>;
  /** What this process has kept for itself; undefined while it never had to. */
  own(): Store | undefined;
}

/**
 * For what must go on being counted while the shared store is away, if only by each process for itself.
 *
 * @param now milliseconds since the epoch
 */
export function withOwnStore(now: () => number): WithOwnStore {
  let own: Store | undefined;
  const kept = async <Result>(store: Store, work: (store: Store) => Promise<Result>): Promise<Result> => {
    try {
      return await work(store);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      own ??= memoryStore({ now });
      return work(own);
    }
  };
  return Object.assign(kept, { own: () => own });
}
