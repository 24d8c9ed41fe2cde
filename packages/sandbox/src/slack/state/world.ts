import type { Channel } from "./channel.ts";
import { crowdChannel, crowdUser, type Crowd } from "./crowd.ts";
import type { SlackFile } from "./file.ts";
import { createSignIn, type SignIn } from "./sign-in.ts";
import type { Token } from "./token.ts";
import type { User } from "./user.ts";
import type { Usergroup } from "./usergroup.ts";

export interface Team {
  /** `T…` */
  id: string;
  name: string;
  domain: string;
  enterpriseId?: string;
  plan: string;
}

export interface Reminder {
  id: string;
  userId: string;
  text: string;
  timeS: number;
  recurring: boolean;
}

/** A message that waits. It belongs to the token that made it. */
export interface Scheduled {
  id: string;
  channelId: string;
  postAtS: number;
  text: string;
  createdS: number;
  token: string;
}

/** A workflow that a POST to its address starts. */
export interface Trigger {
  path: string;
  name: string;
  inputs: readonly string[];
  runs: Record<string, unknown>[];
}

/** Switches that change what Slack allows. */
export interface Switches {
  /** Apps outside the Marketplace: one request a minute, 15 objects. */
  restrictedHistory: boolean;
  /** `assistant.search.context` answers `feature_not_enabled`. */
  semanticSearch: boolean;
  /** Requests count against Slack's tiers. */
  tiers: boolean;
  /** Seconds that a rotating token lives. */
  tokenLifetimeS: number;
}

/** Everything the stand-in knows. One per running stand-in; a reset makes a new one. */
export interface World {
  teams: Map<string, Team>;
  users: Map<string, User>;
  channels: Map<string, Channel>;
  files: Map<string, SlackFile>;
  usergroups: Map<string, Usergroup>;
  reminders: Map<string, Reminder>;
  scheduled: Map<string, Scheduled>;
  triggers: Map<string, Trigger>;
  emoji: Map<string, string>;
  tokens: Map<string, Token>;
  signIn: SignIn;
  crowd: Crowd;
  switches: Switches;
  /** Uploads that were announced: key in the upload URL → file id and what arrived. */
  uploads: Map<
    string,
    { fileId: string; name: string; length: number; userId: string; bytes?: Buffer; altText?: string }
  >;
  /** No trailing slash: `http://127.0.0.1:PORT/slack`. */
  url: string;
  /** Milliseconds since the epoch. */
  now(): number;
  advance(ms: number): void;
  setClock(atMs: number | undefined): void;
  /** `C` + number: ids of things made at run time. */
  nextId(prefix: string): string;
  /** A `ts` later than every other. */
  nextTs(): string;
}

export function createWorld(url: string): World {
  let count = 0;
  let lastUs = 0;
  let offsetMs = 0;
  let fixedMs: number | undefined;
  const now = (): number => fixedMs ?? Date.now() + offsetMs;
  return {
    teams: new Map(),
    users: new Map(),
    channels: new Map(),
    files: new Map(),
    usergroups: new Map(),
    reminders: new Map(),
    scheduled: new Map(),
    triggers: new Map(),
    emoji: new Map(),
    tokens: new Map(),
    signIn: createSignIn(),
    crowd: { users: 0, channels: 0 },
    switches: { restrictedHistory: false, semanticSearch: true, tiers: false, tokenLifetimeS: 43_200 },
    uploads: new Map(),
    url,
    now,
    advance(ms) {
      if (fixedMs === undefined) offsetMs += ms;
      else fixedMs += ms;
    },
    setClock(atMs) {
      fixedMs = atMs;
      if (atMs === undefined) offsetMs = 0;
    },
    nextId(prefix) {
      count += 1;
      return `${prefix}0NEW${String(count).padStart(5, "0")}`;
    },
    nextTs() {
      lastUs = Math.max(lastUs + 1, Math.floor(now() * 1000));
      return tsOf(lastUs);
    },
  };
}

/** Microseconds since the epoch as a `ts`. */
export function tsOf(microseconds: number): string {
  const text = String(microseconds).padStart(16, "0");
  return `${text.slice(0, -6)}.${text.slice(-6)}`;
}

/** Seconds since the epoch, as most of Slack's members have them. */
export function nowS(world: World): number {
  return Math.floor(world.now() / 1000);
}

export function findUser(world: World, teamId: string, id: string): User | undefined {
  return world.users.get(id) ?? crowdUser(world.crowd, teamId, id);
}

/** A channel of a team, if it exists. A looked-at channel of the crowd stays, so that what is written in it does. */
export function findChannel(world: World, teamId: string, id: string, userId: string): Channel | undefined {
  const known = world.channels.get(id);
  if (known) return known;
  const made = crowdChannel(world.crowd, teamId, id, userId);
  if (made) world.channels.set(id, made);
  return made;
}
