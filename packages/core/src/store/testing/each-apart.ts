import { randomBytes } from "node:crypto";
import { scopedStore } from "../scoped-store.ts";
import type { Store } from "../store.ts";

/** A part of its own of a server that all tests share. */
export function eachApart(store: Store): Store {
  return scopedStore(store, randomBytes(4).toString("hex"));
}
