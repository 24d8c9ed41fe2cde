import type { RememberedKind, Store } from "../../store/index.ts";
import type { ConnectionGrant, ConnectionRecord } from "./connection-record.ts";
import type { ConnectionHolder } from "./connections.ts";

/** The rows of connections and of the MCP grants that use them. */
export interface ConnectionRows {
  get(id: string): Promise<ConnectionRecord | undefined>;
  /** Writes a connection, found by its holder and by `slot`. */
  put(record: ConnectionRecord, slot: string): Promise<void>;
  /** Changes some members of a connection that is still there. */
  change(id: string, changes: Partial<ConnectionRecord>): Promise<ConnectionRecord | undefined>;
  /** @returns whether there was one. */
  delete(id: string): Promise<boolean>;
  ofHolder(holder: ConnectionHolder): Promise<ConnectionRecord[]>;
  inSlot(slot: string): Promise<ConnectionRecord | undefined>;
  /** Those behind one, in the order of their ids. */
  page(after: string | undefined, limit: number): Promise<ConnectionRecord[]>;
  all(): AsyncIterable<ConnectionRecord>;
  putGrant(grant: ConnectionGrant): Promise<void>;
  grant(grantId: string): Promise<ConnectionGrant | undefined>;
  deleteGrant(grantId: string): Promise<boolean>;
  grantsOf(connectionId: string): Promise<ConnectionGrant[]>;
}

const PAGE = 100;
const ALL = "connections";

const ROW = "connection/";
const GRANT = "grant/";
const rowKey = (id: string) => `${ROW}${id}`;
const grantKey = (grantId: string) => `${GRANT}${grantId}`;
const ofHolder = ({ tenant, subject }: ConnectionHolder) => `holder/${JSON.stringify([tenant, subject])}`;
const inSlot = (slot: string) => `slot/${slot}`;
const ofConnection = (id: string) => `grants/${id}`;

/** What leads from a token to its connection. */
export const CONNECTION_RECORDS: readonly RememberedKind[] = [{ prefix: ROW }, { prefix: GRANT }];

export function connectionRows(store: Store): ConnectionRows {
  const get = async (id: string) => (await store.get(rowKey(id))) as ConnectionRecord | undefined;

  return {
    get,
    put: (record, slot) => store.set(rowKey(record.id), record, Infinity, [ofHolder(record), inSlot(slot), ALL]),
    async change(id, changes) {
      for (;;) {
        const before = await get(id);
        if (before === undefined) return undefined;
        const after: ConnectionRecord = { ...before, ...changes };
        if (await store.swap(rowKey(id), before, after)) return after;
      }
    },
    delete: (id) => store.delete(rowKey(id)),
    ofHolder: (holder) => valuesOf<ConnectionRecord>(store, ofHolder(holder)),
    inSlot: async (slot) => (await store.list(inSlot(slot), { limit: 1 }))[0]?.value as ConnectionRecord | undefined,
    async page(after, limit) {
      const entries = await store.list(ALL, { after: after === undefined ? "" : rowKey(after), limit });
      return entries.map(({ value }) => value as ConnectionRecord);
    },
    all: () => walk<ConnectionRecord>(store, ALL),
    putGrant: (grant) => store.set(grantKey(grant.grantId), grant, Infinity, [ofConnection(grant.connectionId)]),
    grant: async (grantId) => (await store.get(grantKey(grantId))) as ConnectionGrant | undefined,
    deleteGrant: (grantId) => store.delete(grantKey(grantId)),
    grantsOf: (id) => valuesOf<ConnectionGrant>(store, ofConnection(id)),
  };
}

async function* walk<Value>(store: Store, index: string): AsyncGenerator<Value> {
  for (let after = ""; ;) {
    const entries = await store.list(index, { after, limit: PAGE });
    for (const { value } of entries) yield value as Value;
    const last = entries.at(-1);
    if (last === undefined) return;
    after = last.key;
  }
}

async function valuesOf<Value>(store: Store, index: string): Promise<Value[]> {
  const values: Value[] = [];
  for await (const value of walk<Value>(store, index)) values.push(value);
  return values;
}
