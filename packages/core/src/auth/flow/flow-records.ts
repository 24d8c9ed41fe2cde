import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Store } from "../../store/index.ts";
import { openBytes, sealBytes } from "../server/seal.ts";
import type { VendorGrant } from "../vendor/index.ts";

/** From the consent page to the vendor and back, in milliseconds. */
export const FLOW_MS = 10 * 60 * 1000;
const BYTES = 32;

/** What a person has said yes to, while they are at the vendor. */
export interface Departure {
  /** What it is for: an interaction of the authorization server, or a look at one's own connections. */
  purpose: { kind: "interaction"; uid: string } | { kind: "connections" };
  clientId: string | undefined;
  /** Where the client wants its answer. */
  clientRedirectUri: string | undefined;
  /** Of our PKCE with the vendor. */
  verifier: string | undefined;
}

/** What the vendor has answered, until the browser is back where its interaction cookie counts. */
export type Arrival = { kind: "grant"; grant: VendorGrant } | { kind: "problem"; error: string; message: string };

/**
 * The records of a sign-in on its way. Each is found under the hash of a secret, holds nothing in clear, is used once and
 * lives for ten minutes.
 */
export interface FlowRecords {
  /** Called when the person has said yes, and not before. @returns the vendor's `state`, and the browser's own secret. */
  depart(state: string, browser: string, departure: Departure): Promise<void>;
  /**
   * @param browser the secret of the cookie that belongs to this state.
   * @returns `foreign` when another browser has said yes; `unknown` for a state that is used up, old or made up.
   */
  return(state: string, browser: string | undefined): Promise<Departure | "foreign" | "unknown">;
  arrive(uid: string, arrival: Arrival): Promise<void>;
  /** Of many callers, one gets it. */
  takeArrival(uid: string): Promise<Arrival | undefined>;
}

interface KeptDeparture {
  browser: string;
  sealed: string;
}

/** A secret that cannot be guessed. */
export function newSecret(): string {
  return randomBytes(BYTES).toString("base64url");
}

/** What a record or a cookie is named by, without telling the secret. */
export function nameOf(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

export function createFlowRecords(store: Store, keys: readonly Buffer[]): FlowRecords {
  const seal = (value: unknown, key: string) => sealBytes(keys, Buffer.from(JSON.stringify(value)), key);
  const open = (sealed: string, key: string): unknown => {
    const bytes = openBytes(keys, sealed, key);
    return bytes === undefined ? undefined : JSON.parse(bytes.toString("utf8"));
  };
  const departureKey = (state: string) => `flow/state/${nameOf(state)}`;
  const arrivalKey = (uid: string) => `flow/arrival/${nameOf(uid)}`;

  return {
    async depart(state, browser, departure) {
      const key = departureKey(state);
      const kept: KeptDeparture = { browser: nameOf(browser), sealed: seal(departure, key) };
      await store.set(key, kept, FLOW_MS);
    },
    async return(state, browser) {
      const key = departureKey(state);
      const kept = (await store.get(key)) as KeptDeparture | undefined;
      if (kept === undefined) return "unknown";
      // Before anything is used up: a stranger's browser must not end the flow of the one that began it.
      if (browser === undefined || !equal(nameOf(browser), kept.browser)) return "foreign";
      const taken = (await store.take(key)) as KeptDeparture | undefined;
      return taken === undefined ? "unknown" : ((open(taken.sealed, key) as Departure | undefined) ?? "unknown");
    },
    async arrive(uid, arrival) {
      const key = arrivalKey(uid);
      await store.set(key, seal(arrival, key), FLOW_MS);
    },
    async takeArrival(uid) {
      const key = arrivalKey(uid);
      const sealed = (await store.take(key)) as string | undefined;
      return sealed === undefined ? undefined : (open(sealed, key) as Arrival | undefined);
    },
  };
}

function equal(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
