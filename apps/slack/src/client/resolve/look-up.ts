import { permalink } from "../../shape/permalink.ts";
import { parseReference, type Reference } from "../../shape/reference.ts";
import { channelOf } from "../channels/channels.ts";
import { emojiNames } from "./emoji.ts";
import { unless } from "../errors/errors.ts";
import { inTurns } from "../request/pages.ts";
import { sorted, type Candidate, type Found } from "./candidate.ts";
import { findChannels, findUsers } from "./index.ts";
import { userByAddress, userById } from "./find-user.ts";
import type { SlackReadContext } from "../slack-client.ts";
import { usergroupsOf } from "../usergroups/usergroups.ts";
import { meOf } from "../people/me-of.ts";
import { mayUse, viewerOf } from "../viewer/viewer.ts";

export const REFERENCE_KINDS = [
  "user",
  "channel",
  "usergroup",
  "emoji",
  "file",
  "canvas",
  "list",
  "message",
  "workflow",
] as const;

type Kind = (typeof REFERENCE_KINDS)[number];

interface LookUp {
  kinds: readonly Kind[];
  limit: number;
  include_archived: boolean;
}

const HIDDEN = /^(channel_not_found|user_not_found|missing_scope|no_permission)$/;

/** What each of some references means. Nothing here fails the others. */
export async function lookUpAll(context: SlackReadContext, references: readonly string[], asked: LookUp) {
  const { kinds, limit, include_archived: withArchived } = asked;
  const wanted = new Set(kinds);
  const { url } = await viewerOf(context);
  const shown = (found: readonly Candidate[]) =>
    found
      .filter(({ kind, archived }) => wanted.has(kind) && (withArchived || archived !== true))
      .map((one) => ({ kind: one.kind, id: one.id, name: one.name, ...linkTo(url, one) }));
  return inTurns(references, 4, async (reference) => {
    const found = await lookUp(context, reference.trim(), wanted);
    const [exact, near] = [shown(found.exact), shown(found.near)];
    const [one, ...others] = exact;
    if (one !== undefined && others.length === 0) return { reference, status: "resolved" as const, ...one };
    if (one !== undefined) return { reference, status: "ambiguous" as const, candidates: exact.slice(0, limit) };
    return { reference, status: "not_found" as const, ...(near.length > 0 && { candidates: near.slice(0, limit) }) };
  });
}

/** Where it is in Slack, as far as that costs no call. */
function linkTo(url: string, { kind, id, channel }: Candidate): { link?: string } {
  switch (kind) {
    case "channel":
      return { link: `${url}archives/${id}` };
    case "user":
      return { link: `${url}team/${id}` };
    case "message":
      return channel === undefined ? {} : { link: permalink(url, channel, id) };
    default:
      return {};
  }
}

async function lookUp(context: SlackReadContext, written: string, kinds: ReadonlySet<Kind>): Promise<Found> {
  const emoji = /^(:[^\s:]+:)(?::skin-tone-[2-6]:)?$/.exec(written)?.[1];
  if (emoji !== undefined) return emojiNamed(context, emoji);
  const reference = parseReference(written);
  switch (reference.form) {
    case "words":
      if (reference.words === "") return { exact: [], near: [] };
      return byName(context, reference.words.toLowerCase(), kinds);
    case "channel_name":
      return findChannels(context, reference.name);
    case "handle": {
      const named = await groupsNamed(context, reference.name);
      return named.exact.length > 0 ? named : findUsers(context, reference.name);
    }
    default: {
      const one = await byForm(context, reference);
      return { exact: one === undefined ? [] : [one], near: [] };
    }
  }
}

async function byForm(context: SlackReadContext, reference: Reference): Promise<Candidate | undefined> {
  switch (reference.form) {
    case "me": {
      const me = await meOf(context);
      return { kind: "user", id: me.id, name: me.name };
    }
    case "user":
      return unless(HIDDEN, () => userById(context, reference.id));
    case "email":
      return unless(HIDDEN, () => userByAddress(context, reference.email));
    case "channel": {
      const channel = await unless(HIDDEN, () => channelOf(context, reference.id));
      return (
        channel && {
          kind: "channel",
          id: reference.id,
          name: channel.type === "im" ? channel.name : `#${channel.name}`,
        }
      );
    }
    case "usergroup": {
      const group = (await groups(context)).find(({ id }) => id === reference.id);
      return group && { kind: "usergroup", id: reference.id, name: `@${group.handle}` };
    }
    case "file":
      return { kind: reference.of ?? "file", id: reference.id, name: reference.id };
    case "message":
      return {
        kind: "message",
        id: reference.ts,
        name: `${reference.channel} ${reference.ts}`,
        channel: reference.channel,
      };
    default:
      return undefined;
  }
}

/** A bare name may be anything: groups and workflows are known, then channels and people are looked for. */
async function byName(context: SlackReadContext, name: string, kinds: ReadonlySet<Kind>): Promise<Found> {
  const workflows = context.client.settings.workflows.map((one): Candidate => ({
    kind: "workflow",
    id: one.name,
    name: one.name,
  }));
  const registered = sorted(
    workflows.filter((one) => kinds.has("workflow") && one.name.toLowerCase().includes(name)),
    (one) => one.name.toLowerCase() === name,
  );
  const [inUse, channels, people] = await Promise.all([
    kinds.has("usergroup") ? groupsNamed(context, name) : undefined,
    kinds.has("channel") ? findChannels(context, name) : undefined,
    kinds.has("user") ? findUsers(context, name) : undefined,
  ]);
  const found = [inUse, registered, channels, people].filter((one) => one !== undefined);
  return { exact: found.flatMap(({ exact }) => exact), near: found.flatMap(({ near }) => near) };
}

async function groups(context: SlackReadContext) {
  return (await mayUse(context, "usergroups:read")) ? usergroupsOf(context) : [];
}

async function groupsNamed(context: SlackReadContext, name: string): Promise<Found> {
  const rows = (await groups(context)).map(({ id = "", handle = "" }): Candidate => ({
    kind: "usergroup",
    id,
    name: `@${handle}`,
  }));
  return sorted(
    rows.filter((row) => row.name.includes(name)),
    (row) => row.name === `@${name}`,
  );
}

async function emojiNamed(context: SlackReadContext, written: string): Promise<Found> {
  const name = written.slice(1, -1).toLowerCase();
  const rows = (await emojiNames(context))
    .filter((one) => one.includes(name))
    .map((one): Candidate => ({ kind: "emoji", id: one, name: `:${one}:` }));
  return sorted(rows, (row) => row.id === name);
}
