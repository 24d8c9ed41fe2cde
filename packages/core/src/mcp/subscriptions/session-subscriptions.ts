import { createHash } from "node:crypto";
import type { RequestScope } from "../serve/request-scope.ts";
import type { Sender } from "../serve/sender.ts";

/**
 * The URIs that an old client's session listens to. The session may be open on several replicas, and on none: what it
 * listens to is in the store.
 */
export interface SessionSubscriptions {
  readonly size: number;
  has(uri: string): boolean;
  add(subscription: { uri: string; scope: RequestScope; sender: Sender }): Promise<void>;
  delete(uri: string): Promise<void>;
  /** Takes over what was subscribed and unsubscribed on other replicas. */
  restore(scope: RequestScope): Promise<void>;
  /** The client has a stream open here that can tell it. @returns what ends that. */
  attend(): () => void;
  /** The session is no longer open here. */
  close(): void;
}

const digest = (text: string) => createHash("sha256").update(text).digest("base64url");

const indexOf = (sessionId: string) => `subscriptions/${digest(sessionId)}`;

interface Kept {
  uri: string;
  sender: Sender;
}

export function createSessionSubscriptions(runtime: RequestScope["runtime"], sessionId: string): SessionSubscriptions {
  const { store, limits, subscriptions } = runtime;
  const index = indexOf(sessionId);
  const keyOf = (uri: string) => `${index}/${digest(uri)}`;
  const here = new Map<string, () => void>();
  let streams = 0;
  let closed = false;
  // One after the other: a list that was read before a subscription, and comes after it, would end it.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(work, work);
    last = turn;
    return turn;
  };
  const listen = (uri: string, scope: RequestScope, sender: Sender) => {
    if (closed) return;
    here.get(uri)?.();
    here.set(uri, subscriptions.add({ uri, scope: snapshot(scope), sender, attended: () => streams > 0 }));
  };
  const drop = (uri: string) => {
    here.get(uri)?.();
    here.delete(uri);
  };
  return {
    get size() {
      return here.size;
    },
    has: (uri) => here.has(uri),
    add: ({ uri, scope, sender }) =>
      inTurn(async () => {
        await store.set(keyOf(uri), { uri, sender } satisfies Kept, limits.sessionTtlMs, [index]);
        listen(uri, scope, sender);
      }),
    delete: (uri) =>
      inTurn(async () => {
        await store.delete(keyOf(uri));
        drop(uri);
      }),
    restore: (scope) =>
      inTurn(async () => {
        const entries = await store.list(index, { limit: limits.subscriptionsPerPrincipal });
        const kept = new Map(entries.map(({ value }) => [(value as Kept).uri, value as Kept]));
        for (const uri of here.keys()) if (!kept.has(uri)) drop(uri);
        for (const { uri, sender } of kept.values()) if (!here.has(uri)) listen(uri, scope, sender);
      }),
    attend() {
      streams += 1;
      return () => void (streams -= 1);
    },
    close() {
      closed = true;
      for (const uri of here.keys()) drop(uri);
    },
  };
}

/** The session has ended for good. */
export async function forgetSubscriptions({ store }: RequestScope["runtime"], sessionId: string): Promise<void> {
  await store.deleteAll(indexOf(sessionId));
}

/**
 * Of a session, a scope is another one with each request; its owner may allow less by the time that there is something to
 * tell.
 */
function snapshot({ runtime, catalog, caller, tasks, renew }: RequestScope): RequestScope {
  return { runtime, catalog, caller, tasks, renew };
}
