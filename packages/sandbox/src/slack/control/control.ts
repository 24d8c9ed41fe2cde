import type { LoggedRequest } from "../../stand-in/request-log.ts";
import type { Site } from "../site.ts";
import type { Channel } from "../state/channel.ts";
import type { Crowd } from "../state/crowd.ts";
import type { Message } from "../state/message.ts";
import type { Token } from "../state/token.ts";
import type { Switches } from "../state/world.ts";
import { deliver, type Delivered, type Emission, type EventTarget } from "../events/deliver.ts";
import { seedApps } from "../seed/apps.ts";
import { channelNamed, userNamed } from "../state/by-name.ts";
import type { Fault } from "./fault.ts";

/** Switches of a running stand-in; each also answers under `/_control/NAME`. */
export interface Control {
  /** Seeds anew; forgets faults, quotas, requests and where events go. Ready-made tokens stay the same. */
  reset(): void;
  /** Arms a fault (once unless `times` says more); returns the function that disarms it. */
  fault(fault: Fault): () => void;
  /** Moves the clock on, in milliseconds. */
  advance(ms: number): void;
  /** Fixes the clock (milliseconds since the epoch); null lets it run again; nothing only reads. */
  clock(atMs?: number | null): number;
  /** What Slack allows this app: restricted history, search by meaning, tiers. */
  switch(switches: Partial<Switches>): void;
  /** So many people and channels more, made when somebody looks. */
  crowd(crowd: Crowd): void;
  /** Ends a token: its next call answers with that word. */
  revoke(secret: string, word?: NonNullable<Token["revoked"]>): void;
  /** Takes scopes from a token, or gives it others. */
  scopes(secret: string, scopes: readonly string[]): void;
  /** Posts as somebody, past every rule. */
  say(channel: string, user: string, text: string, facts?: Partial<Message>): Message;
  /** Where events go from now on; undefined = nowhere. */
  events(target: EventTarget | undefined): void;
  /** Sends one signed request of the Events API. @throws Error without a target. */
  emit(emission: Emission): Promise<Delivered>;
  /** Messages of a channel, by its name. */
  messages(channel: string): readonly Message[];
  channel(name: string): Channel;
  /** Every request since the start or the last reset, oldest first. */
  requests(): readonly LoggedRequest[];
}

export function createControl(site: Site): Control {
  let target: EventTarget | undefined;
  return {
    reset() {
      target = undefined;
      site.world = site.seed();
      site.faults.clear();
      site.tiers.clear();
      site.log.clear();
    },
    fault: (fault) => site.faults.add(fault),
    advance: (ms) => site.world.advance(ms),
    clock(atMs) {
      if (atMs !== undefined) site.world.setClock(atMs ?? undefined);
      return site.world.now();
    },
    switch: (switches) => void Object.assign(site.world.switches, switches),
    crowd: (crowd) => void Object.assign(site.world.crowd, crowd),
    revoke(secret, word = "token_revoked") {
      const token = tokenOf(site, secret);
      site.world.tokens.set(secret, { ...token, revoked: word });
    },
    scopes(secret, scopes) {
      site.world.tokens.set(secret, { ...tokenOf(site, secret), scopes: new Set(scopes) });
    },
    say(channel, user, text, facts = {}) {
      const place = channelNamed(site.world, channel);
      const message: Message = {
        ts: site.world.nextTs(),
        userId: userNamed(site.world, user).id,
        text,
        reactions: new Map(),
        writtenBy: "user",
        notified: [],
        ...facts,
      };
      place.messages.push(message);
      return message;
    },
    events: (wanted) => void (target = wanted),
    async emit(emission) {
      const to = emission.target ?? target;
      if (to === undefined) throw new Error("no target: call events({ url, secret }) first");
      return deliver(to, emission, seedApps.plain.appId);
    },
    messages: (channel) => channelNamed(site.world, channel).messages,
    channel: (name) => channelNamed(site.world, name),
    requests: () => site.log.rows(),
  };
}

function tokenOf(site: Site, secret: string): Token {
  const token = site.world.tokens.get(secret);
  if (!token) throw new Error("no such token");
  return token;
}
