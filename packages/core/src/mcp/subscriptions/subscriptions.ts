import type { RequestScope } from "../serve/request-scope.ts";
import type { Sender } from "../serve/sender.ts";

/** What has changed at the vendor, as replicas tell each other. */
export interface Changes {
  uris: readonly string[];
  /** Beginnings of URIs. */
  below: readonly string[];
  /** Arguments whose proposals are out of date. */
  proposals: readonly Readonly<Record<string, string>>[];
  /** Who may see what has changed. */
  access: boolean;
  /** Set: only this connection, which has seen the change with its own eyes. */
  connectionId?: string;
}

/** One client's wish to hear of a resource. */
export interface Subscription {
  uri: string;
  /** The caller as it was when it asked: what it may read is found out with this. */
  scope: RequestScope;
  sender: Sender;
  /** False while the client has no stream open that could tell it. Default: it has one. */
  attended?(): boolean;
}

/** Who on this replica hears of which resource, and whether they still may. */
export interface Subscriptions {
  /** @returns what ends it. */
  add(subscription: Subscription): () => void;
  /** A connection has just read this: for ten minutes it is told of changes without being asked to prove it. */
  noteRead(connectionId: string, uri: string): void;
  /** What a connection, or every one, has read proves nothing any more. */
  forgetReads(connectionId: string | undefined): void;
  /** A connection is at work here. */
  noteConnection(connectionId: string): void;
  /** Tells every replica, this one included. Returns at once. */
  announce(changes: Changes): void;
  /** Resources with somebody who listens, for tests and metrics. */
  readonly size: number;
}
