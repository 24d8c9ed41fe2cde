import { ToolError } from "@fairlead/core";
import { localTime } from "@fairlead/domain/calendar";
import { mrkdwnToMarkdown, wordsOf } from "@fairlead/domain/richtext";
import type { ChatScheduledMessagesListResponse } from "@slack/web-api";
import { senderOf } from "../viewer/as-app.ts";
import { compose, firstText, type Composed } from "../outgoing/compose.ts";
import { findTarget } from "../outgoing/target.ts";
import { walkPages } from "../request/pages.ts";
import { isSinceStart } from "../request/since-start.ts";
import type { SlackContext, SlackReadContext } from "../slack-client.ts";
import { meOf } from "../people/me-of.ts";
import { mayUse, teamOf } from "../viewer/viewer.ts";

export interface NewScheduled {
  channel: string;
  composed: Composed;
  atMs: number;
  timeZone: string;
  threadTs?: string | undefined;
  also_to_channel: boolean;
}

/** Leaves a message with Slack, for later. */
export async function schedule(sender: SlackContext, wanted: NewScheduled) {
  const { channel, composed, atMs, timeZone, threadTs, also_to_channel: broadcast } = wanted;
  const { bodies, unfurl, warnings } = composed;
  const [body, ...more] = bodies;
  if (more.length > 0) throw new ToolError("too_large", "A scheduled message is one message: shorten it.");
  const answer = (await sender.client.web.apiCall("chat.scheduleMessage", {
    channel,
    post_at: Math.floor(atMs / 1000),
    ...body,
    ...unfurl,
    ...(threadTs !== undefined && { thread_ts: threadTs, ...(broadcast && { reply_broadcast: true }) }),
  })) as { scheduled_message_id?: string; post_at?: number };
  return { id: answer.scheduled_message_id ?? "", channel, at: localTime(atMs, timeZone), warnings };
}

/** What a lost try has left with Slack: the same words, in the same place, since then. */
export async function findScheduled(
  context: SlackContext,
  sender: SlackContext,
  { channel: where, text }: { channel: string; text: string },
) {
  const target = await findTarget(context, { channel: where }, sender);
  if (target === undefined) return undefined;
  const { id: channel } = target;
  const wanted = wordsOf(firstText(await compose(context, { text })));
  const { scheduled_messages: rows = [] } = await sender.client.web.chat.scheduledMessages.list({
    channel,
    ...(await teamOf(sender)),
  });
  const found = rows.find((row) => isSinceStart(context, row.date_created) && wordsOf(row.text ?? "") === wanted);
  if (found?.id === undefined) return undefined;
  const { timeZone } = await meOf(context);
  return {
    id: found.id,
    channel,
    at: localTime((found.post_at ?? 0) * 1000, timeZone),
    warnings: [],
    reconciled: true,
  };
}

export interface WaitingRow {
  id: string;
  kind: "message" | "reminder";
  channel?: string | undefined;
  at?: string | undefined;
  text: string;
  recurrence?: string | undefined;
}

/** What waits: scheduled messages of this token, and reminders where the token may see them. */
export async function listWaiting(
  context: SlackReadContext,
  { kinds, channel }: { kinds: readonly WaitingRow["kind"][]; channel: string | undefined },
): Promise<{ rows: WaitingRow[]; missingScopes: string[] }> {
  const { timeZone } = await meOf(context);
  const wants = new Set(kinds);
  const seesReminders = await mayUse(context, "reminders:read");
  const [messages, reminders] = await Promise.all([
    wants.has("message") ? messagesOf(context, channel) : [],
    wants.has("reminder") && channel === undefined && seesReminders ? remindersOf(context) : [],
  ]);
  const at = (seconds: number | undefined) => (seconds === undefined ? undefined : localTime(seconds * 1000, timeZone));
  return {
    rows: [
      ...messages.map((row): WaitingRow => ({
        id: row.id ?? "",
        kind: "message",
        channel: row.channel_id,
        at: at(row.post_at),
        text: mrkdwnToMarkdown(row.text ?? ""),
      })),
      ...reminders.map((row): WaitingRow => ({
        id: row.id ?? "",
        kind: "reminder",
        at: at(row.time),
        text: row.text ?? "",
        ...(row.recurring === true && { recurrence: "recurring" }),
      })),
    ].toSorted((one, other) => (one.at ?? "").localeCompare(other.at ?? "")),
    missingScopes: wants.has("reminder") && !seesReminders ? ["reminders:read"] : [],
  };
}

/** Pages of a hundred; nobody leaves more with Slack. */
const MOST_PAGES = 5;

async function messagesOf(context: SlackReadContext, channel: string | undefined) {
  const rows: NonNullable<ChatScheduledMessagesListResponse["scheduled_messages"]> = [];
  const team = await teamOf(context);
  await walkPages(
    (cursor) =>
      context.client.web.chat.scheduledMessages.list({
        limit: 100,
        ...team,
        ...(channel !== undefined && { channel }),
        ...(cursor !== undefined && { cursor }),
      }),
    ({ scheduled_messages: page = [] }) => void rows.push(...page),
    { pages: MOST_PAGES, forMs: 5_000 },
  );
  return rows;
}

async function remindersOf(context: SlackReadContext) {
  const { reminders = [] } = await context.client.web.reminders.list(await teamOf(context));
  return reminders.filter(({ complete_ts: done }) => (done ?? 0) === 0);
}

/**
 * What waits under these ids, and how it is taken back. What the app is to say is found by its id alone: it is never listed,
 * for it may be anybody's.
 */
export async function waitingById(context: SlackContext, ids: readonly string[]) {
  const wanted = new Set(ids);
  const { rows } = await listWaiting(context, { kinds: ["message", "reminder"], channel: undefined });
  const mine = rows.filter(({ id }) => wanted.has(id)).map((row) => ({ context, row }));
  const left = ids.filter((id) => id.startsWith("Q") && !mine.some(({ row }) => row.id === id));
  const apps = left.length === 0 ? [] : await waitingOfApp(context, new Set(left));
  return new Map(
    [...mine, ...apps].map((each) => [each.row.id, { cancel: () => cancelWaiting(each.context, each.row) }]),
  );
}

/** The conversation that a waiting message is for; undefined where none waits under that id. */
export async function placeOfWaiting(context: SlackReadContext, id: string): Promise<string | undefined> {
  const { rows } = await listWaiting(context, { kinds: ["message"], channel: undefined });
  const mine = rows.find((row) => row.id === id);
  return (mine ?? (await waitingOfApp(context, new Set([id])))[0]?.row)?.channel;
}

async function waitingOfApp<Context extends SlackReadContext>(context: Context, ids: ReadonlySet<string>) {
  const app = await senderOf(context, "app").catch(() => undefined);
  if (app === undefined) return [];
  const { rows } = await listWaiting(app, { kinds: ["message"], channel: undefined });
  return rows.filter(({ id }) => ids.has(id)).map((row) => ({ context: app, row }));
}

async function cancelWaiting({ client: { web } }: SlackContext, { kind, id, channel = "" }: WaitingRow): Promise<void> {
  if (kind === "reminder") await web.reminders.delete({ reminder: id });
  else await web.chat.deleteScheduledMessage({ channel, scheduled_message_id: id });
}
