import { scopedStore, type Store } from "../store/index.ts";
import { TENANT } from "./server/tenant.ts";
import type { SignInHouse } from "./sign-in-house.ts";
import { createVault, type Vault } from "./vault/index.ts";

/** The part of the store that is a connector's own. */
export function connectorStore({ store }: Pick<SignInHouse, "store">, connector: string): Store {
  return scopedStore(store, `${TENANT}/${connector}`);
}

/** The vendor secrets of one connector. */
export function connectorVault(house: Pick<SignInHouse, "store" | "keyRing">, connector: string): Vault {
  return createVault({ store: connectorStore(house, connector), keyRing: house.keyRing });
}
