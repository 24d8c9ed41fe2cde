import { createHash } from "node:crypto";
import Provider, { errors, type Adapter, type AdapterPayload } from "oidc-provider";
import type { RememberedKind, Store } from "../../store/index.ts";
import { createRefreshGrace } from "./refresh-grace.ts";
import type { StepUps } from "./step-ups.ts";
import type { StatelessClients } from "./stateless-clients.ts";

/** Of models that die with their grant. */
const GRANTED = new Set(["AccessToken", "AuthorizationCode", "RefreshToken"]);

/** Of models whose tokens are shown with every request. */
const BORNE = new Set(["AccessToken", "ClientCredentials"]);

const prefixOf = (model: string) => `oidc/${model}/`;
const grantIndex = (model: string, grantId: string) => `${prefixOf(model)}of/${grantId}`;

/** The records of those tokens. */
export const BEARER_TOKENS: readonly RememberedKind[] = Array.from(BORNE, (model) => ({
  prefix: prefixOf(model),
  listOf: ({ grantId }: AdapterPayload) => (grantId === undefined ? undefined : grantIndex(model, grantId)),
}));

/**
 * Keeps the provider's records. Their ids are the tokens themselves, so a record is found under its id's hash, and the id
 * stands nowhere in it: who reads the database can use nothing of it.
 *
 * @param options.store of this connector alone.
 * @param options.recalling the same, for tokens that are shown with a request. Default: the store.
 * @returns a factory of one adapter per model.
 */
export function createAdapters(options: {
  store: Store;
  recalling?: Store;
  clients: Pick<StatelessClients, "find">;
  stepUps: Pick<StepUps, "isPending">;
  now?: () => number;
}): (model: string) => Adapter {
  const { store, recalling = store, clients, stepUps, now = () => Date.now() } = options;
  const grace = createRefreshGrace(store, now);
  return (model) => {
    switch (model) {
      case "Client":
        return { ...NOTHING, find: async (id) => clients.find(id) };
      case "Session":
        return NOTHING;
      case "AuthorizationCode":
        return { ...records(store, model), consume: (id) => consumeOnce(store, keyOf(model, id), now) };
      case "RefreshToken":
        return {
          ...records(store, model),
          async find(id) {
            const token = await read(store, keyOf(model, id));
            const { grantId } = token ?? {};
            if (grantId !== undefined && isRoute("token") && (await stepUps.isPending(grantId))) return undefined;
            return grace.shown(withId(token, id));
          },
          consume: (id) => grace.consume(keyOf(model, id)),
        };
      default:
        return records(BORNE.has(model) ? recalling : store, model);
    }
  };
}

/** The key of a record, which tells nothing of its id. */
export function keyOf(model: string, id: string): string {
  return `${prefixOf(model)}${createHash("sha256").update(id).digest("base64url")}`;
}

function records(store: Store, model: string): Adapter {
  return {
    async upsert(id, payload, expiresIn) {
      const { jti: _id, ...rest } = payload;
      const indexes = GRANTED.has(model) && payload.grantId !== undefined ? [grantIndex(model, payload.grantId)] : [];
      await store.set(keyOf(model, id), rest, expiresIn === undefined ? Infinity : expiresIn * 1000, indexes);
    },
    find: async (id) => withId(await read(store, keyOf(model, id)), id),
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
    consume: async () => {
      throw new Error(`${model} is not consumed.`);
    },
    destroy: async (id) => void (await store.delete(keyOf(model, id))),
    async revokeByGrantId(grantId) {
      // Who revokes an access token keeps the rest: the library has destroyed that one itself, and keeps the grant.
      if (isRoute("revocation") && Provider.ctx?.oidc.entities.AccessToken !== undefined) return;
      await store.deleteAll(grantIndex(model, grantId));
    },
  };
}

/** Whether the library is answering a request of that kind right now. */
function isRoute(name: "token" | "revocation"): boolean {
  return Provider.ctx?.oidc.route === name;
}

/**
 * For models that are not kept. Sessions: a browser that signed one client in must not sign the next one in without a
 * word. Clients: see `stateless-clients.ts`.
 */
const NOTHING: Adapter = {
  upsert: async () => undefined,
  find: async () => undefined,
  findByUid: async () => undefined,
  findByUserCode: async () => undefined,
  consume: async () => undefined,
  destroy: async () => undefined,
  revokeByGrantId: async () => undefined,
};

/** Of several that redeem the same code at once, one succeeds (RFC 6749 §4.1.2). */
async function consumeOnce(store: Store, key: string, now: () => number): Promise<void> {
  const before = await read(store, key);
  const after = { ...before, consumed: Math.floor(now() / 1000) };
  const first = before !== undefined && before.consumed === undefined && (await store.swap(key, before, after));
  if (!first) throw new errors.InvalidGrant("authorization code already consumed");
}

async function read(store: Store, key: string): Promise<AdapterPayload | undefined> {
  return (await store.get(key)) as AdapterPayload | undefined;
}

function withId(payload: AdapterPayload | undefined, id: string): AdapterPayload | undefined {
  return payload === undefined ? undefined : { ...payload, jti: id };
}
