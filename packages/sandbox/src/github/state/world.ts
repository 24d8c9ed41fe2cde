import type { Account, Team } from "./account.ts";
import type { Limits } from "./limits.ts";
import { createLimits } from "./limits.ts";
import { nodeId } from "./node-id.ts";
import type { Repository } from "./repository.ts";
import type { SignIn } from "./sign-in.ts";
import { createSignIn } from "./sign-in.ts";
import type { Token } from "./token.ts";

/** Something changed that a webhook could tell of. `payload` overrides or adds to what the sender builds. */
export interface WorldEvent {
  event: string;
  action?: string;
  repository: Repository;
  sender?: Account;
  payload?: Record<string, unknown>;
}

/** Everything the stand-in knows. One per running stand-in; a reset makes a new one. */
export interface World {
  /** Accounts by lower-case login. */
  accounts: Map<string, Account>;
  /** Repositories by id; find one by name with `findRepository`. */
  repositories: Map<number, Repository>;
  /** Lower-case former full name → repository id. */
  renames: Map<string, number>;
  /** Tokens by secret. */
  tokens: Map<string, Token>;
  signIn: SignIn;
  /** No trailing slash: `http://127.0.0.1:PORT/github/api/v3`, `…/github`, and the second origin. */
  urls: { rest: string; html: string; blobs: string };
  /** Primary rate limits; the server spends, GraphQL's `rateLimit` reads. */
  limits: Limits;
  /** Milliseconds since the epoch: the machine's clock plus what was advanced, or what was set. */
  now(): number;
  advance(ms: number): void;
  /** Fixes the clock at a time, or lets it run again (undefined). */
  setClock(atMs: number | undefined): void;
  /** The next id of a kind: "account", "repository", "issue", "comment"... Each kind counts from its own start. */
  nextId(kind: string): number;
  /** Tells the listeners; call it after every change that GitHub has a webhook for. */
  changed(event: WorldEvent): void;
  /** Returns the function that stops listening. */
  listen(listener: (event: WorldEvent) => void): () => void;
  /** Publishes a file on the second origin; returns its signed URL, valid for `ttlMs` (60,000 by default). */
  publish(file: PublishedFile): string;
  /** Files by key, for the second origin's server. */
  published: Map<string, PublishedFile & { expiresAtMs: number }>;
  /** `mergeable: null` answers still owed by the pull request half (set by the control's switch). */
  mergeableUnknown: number;
}

export interface PublishedFile {
  name: string;
  contentType: string;
  /** Chunks are pulled only as the client reads, so that a cancelled download is seen. */
  open(): Buffer | AsyncIterable<Buffer | string>;
  ttlMs?: number;
}

const FIRST_ID: Record<string, number> = { account: 41_208_113, repository: 712_400_321, team: 9_120_044 };

export function createWorld(urls: World["urls"]): World {
  const counters = new Map<string, number>();
  const listeners = new Set<(event: WorldEvent) => void>();
  let offsetMs = 0;
  let fixedMs: number | undefined;
  const now = (): number => fixedMs ?? Date.now() + offsetMs;
  const world: World = {
    accounts: new Map(),
    repositories: new Map(),
    renames: new Map(),
    tokens: new Map(),
    signIn: createSignIn(),
    published: new Map(),
    urls,
    mergeableUnknown: 0,
    limits: createLimits(now),
    now,
    advance(ms) {
      if (fixedMs === undefined) offsetMs += ms;
      else fixedMs += ms;
    },
    setClock(atMs) {
      fixedMs = atMs;
      if (atMs === undefined) offsetMs = 0;
    },
    nextId(kind) {
      const id = (counters.get(kind) ?? FIRST_ID[kind] ?? 1_900_000_000) + 7;
      counters.set(kind, id);
      return id;
    },
    changed(event) {
      for (const listener of listeners) listener(event);
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    publish(file) {
      const key = nodeId("BLOB", world.nextId("published")).toLowerCase();
      const expiresAtMs = world.now() + (file.ttlMs ?? 60_000);
      world.published.set(key, { ...file, expiresAtMs });
      return `${urls.blobs}/${key}/${encodeURIComponent(file.name)}?se=${new Date(expiresAtMs).toISOString()}&sig=${key}`;
    },
  };
  return world;
}

export function findAccount(world: World, login: string): Account | undefined {
  return world.accounts.get(login.toLowerCase());
}

export function findTeam(world: World, organization: string, slug: string): Team | undefined {
  return findAccount(world, organization)?.organization?.teams.get(slug.toLowerCase());
}

/** By full name, case-insensitive; `moved` is true where the name is a former one. */
export function findRepository(world: World, fullName: string): { repository: Repository; moved: boolean } | undefined {
  const wanted = fullName.toLowerCase();
  for (const repository of world.repositories.values()) {
    if (repository.fullName.toLowerCase() === wanted) return { repository, moved: false };
  }
  const formerId = world.renames.get(wanted);
  const repository = formerId === undefined ? undefined : world.repositories.get(formerId);
  return repository && { repository, moved: true };
}
