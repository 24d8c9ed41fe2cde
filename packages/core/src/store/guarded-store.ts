import { StoreError } from "./store-error.ts";
import type { Store } from "./store.ts";

/** Postgres takes no more into an index, and nobody needs more. */
const MAX_KEY_BYTES = 1_000;

/** What no driver may make of it differently: ill-formed text turns into other text on its way, NUL ends some. */
function checkName(name: string): void {
  if (name !== "" && name.isWellFormed() && !name.includes("\0") && Buffer.byteLength(name) <= MAX_KEY_BYTES) return;
  throw new TypeError(`A key is well-formed text without NUL, of 1 to ${MAX_KEY_BYTES} bytes.`);
}

/** @throws TypeError for what JSON cannot hold. */
export function toJson(value: unknown): string {
  const json = JSON.stringify(value) as string | undefined;
  if (json === undefined) throw new TypeError("A record's value must be JSON.");
  return json;
}

/**
 * Holds a driver to what all drivers can do, and its failures to the ones that callers know.
 *
 * @param explain what a failure of the driver's means to a caller
 */
export function guardedStore(driver: Store, explain: (error: unknown) => StoreError): Store {
  const run = async <Result>(names: readonly string[], work: () => Promise<Result>): Promise<Result> => {
    names.forEach(checkName);
    try {
      return await work();
    } catch (error) {
      throw error instanceof TypeError || error instanceof StoreError ? error : explain(error);
    }
  };
  return {
    claim: (key, ttlMs, owner) => run([key], () => driver.claim(key, ttlMs, owner)),
    release: (key, owner) => run([key], () => driver.release(key, owner)),
    get: (key) => run([key], () => driver.get(key)),
    set: (key, value, ttlMs, indexes = []) =>
      run([key, ...indexes], () => driver.set(key, value, ttlMs, [...new Set(indexes)])),
    take: (key) => run([key], () => driver.take(key)),
    swap: (key, before, after) => run([key], () => driver.swap(key, before, after)),
    delete: (key) => run([key], () => driver.delete(key)),
    list: (index, options) => run([index], () => driver.list(index, options)),
    deleteAll: (index) => run([index], () => driver.deleteAll(index)),
  };
}
