import { nearest, ToolError } from "@fairlead/core";
import { localTime } from "@fairlead/domain/calendar";
import { unless } from "../errors/errors.ts";
import { explainError } from "../errors/explain-error.ts";
import { meOf } from "./me-of.ts";
import { viewerOf } from "../viewer/viewer.ts";
import { profileLabels } from "./profiles.ts";
import { emojiNameOf } from "../../shape/standard-emoji.ts";
import { forget } from "../request/remember.ts";
import type { SlackContext } from "../slack-client.ts";
import { momentOf } from "../request/window.ts";

export interface ProfileChange {
  status_text?: string | undefined;
  status_emoji?: string | undefined;
  status_until?: string | undefined;
  presence?: "auto" | "away" | undefined;
  dnd_until?: string | undefined;
  display_name?: string | undefined;
  title?: string | undefined;
  phone?: string | undefined;
  pronouns?: string | undefined;
  fields?: Readonly<Record<string, string>> | undefined;
}

const PLAIN = ["display_name", "title", "phone", "pronouns"] as const;

/**
 * Changes one's profile, presence and do-not-disturb: up to three requests. The first that is refused fails the call while
 * nothing was done; later ones are named in `failed`.
 */
export async function changeProfile(context: SlackContext, wanted: ProfileChange) {
  const { userId } = await viewerOf(context);
  const [profile, quiet] = await Promise.all([profileOf(context, wanted), snoozeOf(context, wanted.dnd_until)]);
  if (Object.keys(profile).length === 0 && wanted.presence === undefined && quiet === undefined) {
    throw new ToolError("invalid_input", "Pass what to change: a status, presence, dnd_until or profile fields.");
  }
  const before = await presentOf(context, wanted);
  const failed: { part: string; reason: string }[] = [];
  let done = 0;
  const part = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
      done += 1;
    } catch (error) {
      const explained = explainError(error);
      if (done === 0 || explained === undefined) throw error;
      failed.push({ part: name, reason: explained.message });
    }
  };
  const { web } = context.client;
  context.preview({ before, after: { ...before, ...textsOf(wanted) } });
  if (quiet !== undefined) {
    await part("do-not-disturb", () => (quiet === 0 ? endQuiet(context) : web.dnd.setSnooze({ num_minutes: quiet })));
  }
  const { presence } = wanted;
  if (presence !== undefined) await part("presence", () => web.users.setPresence({ presence }));
  if (Object.keys(profile).length > 0) await part("profile", () => web.users.profile.set({ profile }));
  forget(context, `user/${userId}`);
  const after = await presentOf(context, wanted).catch(() => ({ ...before, ...textsOf(wanted) }));
  return { before, after, failed };
}

async function profileOf(context: SlackContext, wanted: ProfileChange): Promise<Record<string, unknown>> {
  const profile: Record<string, unknown> = {};
  for (const name of PLAIN) if (wanted[name] !== undefined) profile[name] = wanted[name];
  const { status_text: text, status_emoji: emoji, status_until: until, fields } = wanted;
  if (text !== undefined || emoji !== undefined) {
    // Slack keeps one when only the other is emptied.
    profile["status_text"] = text ?? "";
    profile["status_emoji"] = text === "" && emoji === undefined ? "" : withColons(emoji ?? "");
    profile["status_expiration"] = until === undefined ? 0 : Math.floor((await momentOf(context, until)).atMs / 1000);
  } else if (until !== undefined) {
    throw new ToolError("invalid_input", "status_until goes with status_text or status_emoji.");
  }
  if (fields !== undefined) profile["fields"] = await customFields(context, fields);
  return profile;
}

/** `:palm_tree:`, however it was written; models write the character. */
function withColons(emoji: string): string {
  const name = emojiNameOf(emoji.trim());
  return name === "" || name.startsWith(":") ? name : `:${name}:`;
}

async function customFields(context: SlackContext, fields: Readonly<Record<string, string>>) {
  const labels = await profileLabels(context);
  const ids = new Map([...labels].map(([id, label]) => [label.toLowerCase(), id]));
  return Object.fromEntries(
    Object.entries(fields).map(([label, value]) => {
      const id = ids.get(label.toLowerCase());
      if (id !== undefined) return [id, { value, alt: "" }];
      const close = nearest(label, labels.values());
      throw new ToolError(
        "invalid_input",
        `There is no profile field "${label}".${close === undefined ? "" : ` Did you mean "${close}"?`}`,
      );
    }),
  );
}

/** Minutes of do-not-disturb; 0 ends it. */
async function snoozeOf(context: SlackContext, until: string | undefined): Promise<number | undefined> {
  if (until === undefined) return undefined;
  if (until.trim().toLowerCase() === "now") return 0;
  const { atMs } = await momentOf(context, until);
  const minutes = Math.ceil((atMs - Date.now()) / 60_000);
  if (minutes < 1)
    throw new ToolError("invalid_input", "dnd_until is in the past: pass a later time, or now to end it.");
  return minutes;
}

/** Ends what one has set oneself, and the hours of every day that have begun. */
async function endQuiet({ client: { web } }: SlackContext): Promise<void> {
  await unless(/^snooze_not_active$/, () => web.dnd.endSnooze());
  await web.dnd.endDnd();
}

/** The SDK's types leave the snooze out. */
async function snoozeNow(web: SlackContext["client"]["web"], user: string) {
  return (await web.dnd.info({ user })) as { snooze_enabled?: boolean; snooze_endtime?: number };
}

/** What the profile says now, with presence and do-not-disturb where those are changed. */
async function presentOf(
  context: SlackContext,
  { presence: setsPresence, dnd_until: setsQuiet }: ProfileChange,
): Promise<Record<string, string>> {
  const { timeZone } = await meOf(context);
  const { userId } = await viewerOf(context);
  const { web } = context.client;
  const [{ user }, presence, quiet] = await Promise.all([
    web.users.info({ user: userId }),
    setsPresence === undefined ? undefined : web.users.getPresence({ user: userId }),
    setsQuiet === undefined ? undefined : unless(/^missing_scope$/, () => snoozeNow(web, userId)),
  ]);
  const { status_text: text = "", status_emoji: emoji = "", status_expiration: until = 0 } = user?.profile ?? {};
  const plain = Object.fromEntries(
    PLAIN.map((name) => [name, (user?.profile as Record<string, string> | undefined)?.[name] ?? ""]),
  );
  return {
    status_text: text,
    status_emoji: emoji,
    ...(until > 0 && { status_until: localTime(until * 1000, timeZone) }),
    ...(presence && { presence: presence.manual_away === true ? "away" : "auto" }),
    ...(quiet?.snooze_enabled === true && { dnd_until: localTime((quiet.snooze_endtime ?? 0) * 1000, timeZone) }),
    ...plain,
  };
}

function textsOf(wanted: ProfileChange): Record<string, string> {
  return Object.fromEntries(
    Object.entries(wanted).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
}
