import { createServer } from "node:http";
import { isIP, type AddressInfo } from "node:net";
import type { Configuration } from "oidc-provider";
import type { AddressLimit } from "./address-limit.ts";
import { fetchRarely } from "./fetch-rarely.ts";
import { createRecently } from "./recently.ts";

/** The library takes nothing longer. */
export const DOCUMENT_BYTES = 5 * 1024;
export const KEY_SET_BYTES = 64 * 1024;
/** How long the library keeps a good document, in seconds. */
export const DOCUMENT_CACHE = { min: 30, max: 86_400 };
/** How long nothing is asked for again, good or bad, in milliseconds. */
const FAILED_MS = 30_000;

type Fetch = NonNullable<Configuration["fetch"]>;
interface Dispatcher {
  constructor: { name: string };
}

/** Everything that we fetch because a stranger named a URL: client ID metadata documents and their key sets. */
export interface DocumentGuard {
  fetch: Fetch;
  /** @param ctx of the request that names the document; its sender is held to a rate. */
  allowFetch(ctx: { ip: string } | undefined, clientId: string): boolean;
  /** A client was not found: its document is not asked for again soon. */
  noteFailure(clientId: string): void;
  /**
   * Proves that the library's guard against private addresses works in this very runtime: it fails open where it cannot
   * be built. A request to a listener of our own, on loopback, must not arrive.
   *
   * @param look makes the library fetch a URL.
   * @throws Error when it does.
   */
  assertWorking(look: (url: string) => Promise<unknown>): Promise<void>;
}

const PROBE = "https://guard.invalid/probe";

/** @param limit How often one address may make us fetch. */
export function createDocumentGuard(
  limit: AddressLimit,
  fetch: typeof globalThis.fetch = (...args) => globalThis.fetch(...args),
): DocumentGuard {
  const failed = createRecently(FAILED_MS);
  // The library keeps documents, and asks for a client's keys each time that it shows itself.
  const rarely = fetchRarely(fetch, { everyMs: FAILED_MS, maxBytes: KEY_SET_BYTES });
  /** Requests that have had their fetch: the library looks a client up again to tell how it failed. */
  const asked = new WeakSet<object>();
  let probed: Dispatcher | undefined;

  return {
    async fetch(url, options) {
      const { dispatcher } = (options ?? {}) as { dispatcher?: Dispatcher };
      // What the library does without: see `applySSRFProtection` in its fetch_request.js.
      if (dispatcher === undefined) throw new Error("Unguarded: documents cannot be fetched safely.");
      if (url === PROBE) {
        probed = dispatcher;
        throw new Error("A probe goes nowhere.");
      }
      return rarely(url instanceof Request ? url.url : String(url), { ...options, redirect: "manual" });
    },
    allowFetch(ctx, clientId) {
      if (clientId === PROBE) return true;
      if (ctx !== undefined && asked.has(ctx)) return false;
      if (ctx !== undefined) asked.add(ctx);
      const { hostname, pathname } = new URL(clientId);
      // A document's address has a path (draft-ietf-oauth-client-id-metadata-document-00 §3) and a name for its host.
      const plausible = pathname !== "/" && isIP(hostname.replaceAll(/[[\]]/g, "")) === 0;
      return plausible && !failed.has(clientId) && (ctx === undefined || limit.take(ctx.ip));
    },
    noteFailure: (clientId) => failed.note(clientId),
    async assertWorking(look) {
      await look(PROBE).catch(() => undefined);
      const arrived = probed === undefined || probed.constructor.name !== "Agent" || (await reaches(fetch, probed));
      if (!arrived) return;
      throw new Error(
        "This runtime cannot keep fetches of client documents away from private addresses (is a proxy set for node?). " +
          "Set AUTH_CLIENT_DOCUMENTS=off.",
      );
    },
  };
}

async function reaches(fetch: typeof globalThis.fetch, dispatcher: unknown): Promise<boolean> {
  let arrived = false;
  const listener = createServer((_req, res) => {
    arrived = true;
    res.end();
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  try {
    const { port } = listener.address() as AddressInfo;
    await fetch(`http://127.0.0.1:${port}/`, { dispatcher } as RequestInit).catch(() => undefined);
    return arrived;
  } finally {
    listener.closeAllConnections();
    await new Promise((resolve) => listener.close(resolve));
  }
}
