import { StoreError, type Store } from "../../store/index.ts";
import type { Vault } from "../vault/index.ts";
import type { VendorAccess } from "../vendor/index.ts";
import type { ConnectionHouse } from "./connection-house.ts";
import type { ConnectionRecord } from "./connection-record.ts";
import { connectionRows, type ConnectionRows } from "./connection-rows.ts";
import type { ConnectionHolder, Connections, GrantsEnded } from "./connections.ts";
import { endConnection, endUnused } from "./end-connection.ts";
import { renewCredential } from "./renew-credential.ts";
import { signOutRefused } from "./sign-out.ts";
import { saveConnection } from "./save-connection.ts";

const MAX_LABEL = 80;
/** How exact `lastUsedAtMs` is: a write per call would be too many. */
const USE_STEP_MS = 300_000;

export interface ConnectionsOptions {
  /** Of one tenant and connector. */
  store: Store;
  vault: Vault;
  /** The same two, for what requests are let in by. Default: the same. */
  recalled?: { store: Store; vault: Vault };
  vendor: VendorAccess;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** Takes a failure that somebody has to look at. */
  report?: (error: unknown, what: string) => void;
  /** Told before a client goes on with another connection of the same account; what it throws ends the sign-in. */
  onMove?: ConnectionHouse["moved"];
  /** Told of every connection that has ended, by whatever way, or has got another name. */
  onChange?: (change: "ended" | "renamed", record: ConnectionRecord) => void;
}

/** The vendor accounts of one connector's principals: kept, listed, renewed, ended. */
export function createConnections(options: ConnectionsOptions): Connections {
  const { store, vault, vendor, now = Date.now, report = () => {}, onChange = () => {} } = options;
  const listeners: GrantsEnded[] = [];
  const rows = connectionRows(store);
  const { recalled = { store, vault } } = options;
  const recalledRows = connectionRows(recalled.store);
  const house: ConnectionHouse = {
    store,
    rows,
    vault,
    recalled: { rows: recalledRows, vault: recalled.vault },
    vendor,
    now,
    report,
    moved: options.onMove ?? (async () => {}),
    ended: (record) => onChange("ended", record),
    async grantsEnded(grants, reason) {
      for (const listener of listeners) await listener(grants, reason);
    },
  };
  const credential = renewCredential(house);
  const own = async (holder: ConnectionHolder, id: string, from: Pick<ConnectionRows, "get"> = rows) => {
    const record = await from.get(id);
    return record !== undefined && belongsTo(record, holder) ? record : undefined;
  };
  const grantEnded = async (grantId: string) => {
    const grant = await rows.grant(grantId);
    if (grant === undefined || !(await rows.deleteGrant(grantId))) return;
    await endUnused(house, grant.connectionId);
  };

  return {
    save: saveConnection(house),
    async list(holder) {
      const records = await rows.ofHolder(holder);
      const withGrants = records.map(async (record) =>
        Object.assign(record, { grants: await rows.grantsOf(record.id) }),
      );
      return (await Promise.all(withGrants)).toSorted((a, b) => a.createdAtMs - b.createdAtMs);
    },
    async ofGrant(holder, grantId) {
      const grant = await recalledRows.grant(grantId);
      return grant && own(holder, grant.connectionId, recalledRows);
    },
    async find(holder, profile) {
      const records = (await rows.ofHolder(holder)).filter((record) => record.profile === profile);
      return records.toSorted((a, b) => rank(b) - rank(a) || b.lastUsedAtMs - a.lastUsedAtMs)[0];
    },
    async rename(holder, id, label) {
      const name = label.replaceAll(/\p{C}/gu, "").trim().slice(0, MAX_LABEL);
      if (name === "" || (await own(holder, id)) === undefined) return undefined;
      const renamed = await rows.change(id, { label: name });
      if (renamed !== undefined) onChange("renamed", renamed);
      return renamed;
    },
    async revoke(holder, id) {
      const record = await own(holder, id);
      return record && endConnection(house, record);
    },
    async signOut(holder, id, grantId) {
      const [record, grant] = await Promise.all([own(holder, id), rows.grant(grantId)]);
      if (record === undefined || grant?.connectionId !== id || !(await rows.deleteGrant(grantId))) return undefined;
      await house.grantsEnded([grant], "revoked");
      await endUnused(house, id);
      return { connectionEnded: (await rows.get(id)) === undefined };
    },
    async accountEnded(holder) {
      const records = (await rows.ofHolder(holder)).filter(
        ({ authKind, status }) => authKind === "oauth" && status === "active",
      );
      let ended = 0;
      for (const record of records) if (await signOutRefused(house, record)) ended += 1;
      return ended;
    },
    page: (after, limit) => rows.page(after, limit),
    async end(id, before) {
      const record = await rows.get(id);
      if (record !== undefined) await before(record);
      return record && (await endConnection(house, record)) && record;
    },
    grantEnded,
    async prune(isLive) {
      let gone = 0;
      for await (const { id } of rows.all()) {
        for (const { grantId } of await rows.grantsOf(id)) {
          if (await isLive(grantId)) continue;
          gone += 1;
          await grantEnded(grantId);
        }
      }
      return gone;
    },
    onGrantsEnded: (listener) => void listeners.push(listener),
    async credential(record, how) {
      const found = await credential(record, how);
      if (now() - record.lastUsedAtMs > USE_STEP_MS) {
        // Nobody waits for it, and nobody's call fails for it: the next one tries again.
        rows.change(record.id, { lastUsedAtMs: now() }).catch((error: unknown) => {
          if (!isAway(error)) report(error, "when a connection was used last could not be noted");
        });
      }
      return found;
    },
  };
}

const isAway = (error: unknown) => error instanceof StoreError && error.code === "unavailable";

const belongsTo = (record: ConnectionRecord, { tenant, subject }: ConnectionHolder) =>
  record.tenant === tenant && record.subject === subject;

const rank = ({ status }: ConnectionRecord) => (status === "active" ? 1 : 0);
