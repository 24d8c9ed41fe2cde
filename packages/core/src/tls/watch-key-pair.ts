import type { Server } from "node:tls";
import type { Settings } from "../config/index.ts";
import type { Log } from "../observe/index.ts";
import { contextOf } from "./context-of.ts";
import { readKeyPair, type KeyPair } from "./read-key-pair.ts";

const DAY_MS = 86_400_000;
/** Authorities renew a third of a certificate's life before its end; whoever is nearer than this has been forgotten. */
const SOON_MS = 14 * DAY_MS;

/**
 * Serves new files to the connections that come after them, and drops none. What is in the files is compared, not when they
 * were written: a link that is turned to another folder (Kubernetes, certbot) shows as well. Files that do not go together,
 * as halfway through a renewal, leave what was before.
 *
 * @returns what ends it.
 */
export function watchKeyPair(options: {
  server: Pick<Server, "setSecureContext">;
  tls: Settings["tls"];
  /** What the server began with. */
  first: KeyPair;
  log: Pick<Log, "info" | "warn">;
}): () => void {
  const { server, tls, first, log } = options;
  let current = first;
  let saidWrong = "";
  let warnedAt = 0;

  const warnOfEnd = () => {
    const leftMs = current.chain[0].validToDate.getTime() - Date.now();
    if (leftMs > SOON_MS || Date.now() - warnedAt < DAY_MS) return;
    warnedAt = Date.now();
    log.warn({ expires: current.chain[0].validToDate.toISOString() }, "the certificate expires soon");
  };
  const look = () => {
    try {
      const found = readKeyPair(tls);
      if (found !== undefined && (found.cert !== current.cert || found.key !== current.key)) {
        server.setSecureContext(contextOf(found));
        current = found;
        warnedAt = 0;
        log.info({ expires: found.chain[0].validToDate.toISOString() }, "new certificate");
      }
      saidWrong = "";
    } catch (error) {
      const wrong = error instanceof Error ? error.message : String(error);
      if (wrong !== saidWrong) log.warn({ err: error }, "the new certificate cannot be used: the one before stays");
      saidWrong = wrong;
    }
    warnOfEnd();
  };

  warnOfEnd();
  const timer = setInterval(look, tls.reloadMs);
  timer.unref();
  return () => clearInterval(timer);
}
