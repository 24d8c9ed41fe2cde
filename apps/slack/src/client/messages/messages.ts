import { localTime } from "@fairlead/domain/calendar";
import { messageToMarkdown, type Names } from "@fairlead/domain/richtext";
import type { ConversationsHistoryResponse } from "@slack/web-api";
import type { MessageRow } from "../../shape/message.ts";
import { permalink } from "../../shape/permalink.ts";
import { namesOf, type Person } from "../people/people.ts";
import { recall } from "../request/remember.ts";
import type { SlackReadContext } from "../slack-client.ts";
import { meOf } from "../people/me-of.ts";
import { viewerOf } from "../viewer/viewer.ts";

/** A message as Slack has it, with what its types leave out. */
export type SlackMessage = NonNullable<ConversationsHistoryResponse["messages"]>[number] & { pinned_to?: string[] };

/** Messages of one conversation with names in place of ids, in the order given. */
export async function shapeMessages(
  context: SlackReadContext,
  channelId: string,
  messages: readonly SlackMessage[],
): Promise<MessageRow[]> {
  if (messages.length > 0) context.readFrom(channelId);
  const [viewer, { timeZone }] = await Promise.all([viewerOf(context), meOf(context)]);
  const people = await namesOf(context, messages.flatMap(idsIn));
  const names = namesFrom(context, people);
  return messages.map((message) => {
    const { ts = "", thread_ts: threadTs, reply_count: replies, latest_reply: latest } = message;
    const { reactions, files, edited, subtype } = message;
    return {
      channel: channelId,
      ts,
      time: timeOf(ts, timeZone),
      author: authorOf(message, people),
      text: messageToMarkdown(textOf(message), names),
      ...(threadTs !== undefined && { thread: { ts: threadTs, reply_count: replies, latest_reply: latest } }),
      ...(Array.isArray(reactions) && {
        reactions: reactions.map(({ name = "", count = 0, users = [] }) => ({
          name,
          count,
          mine: users.includes(viewer.userId),
        })),
      }),
      ...(Array.isArray(files) && {
        files: files.map(({ id = "", name, title, mimetype = "", size }) => ({
          id,
          name: name ?? title ?? id,
          mimetype,
          size,
        })),
      }),
      ...(edited !== undefined && { edited: true }),
      ...(subtype !== undefined && subtype !== "bot_message" && { subtype }),
      link: permalink(viewer.url, channelId, ts, threadTs),
    };
  });
}

/** What stands in a message, where Slack's types say less than its blocks. */
function textOf({ text, blocks, attachments, files }: SlackMessage) {
  return { text, blocks, attachments, files: files?.map(({ name, title }) => ({ name, title })) };
}

export function timeOf(ts: string, timeZone: string): string {
  return localTime(Math.floor(Number(ts) * 1000), timeZone);
}

function idsIn({ user, text, blocks }: SlackMessage): string[] {
  const mentioned = `${text ?? ""}${blocks === undefined ? "" : JSON.stringify(blocks)}`.matchAll(
    /(?:<@|"user_id":")([UW][A-Z0-9]+)/g,
  );
  return [...(user === undefined ? [] : [user]), ...[...mentioned].flatMap(([, id]) => id ?? [])];
}

/** Slack stamps what a person posts through an app with the app's `bot_id`, too: it is theirs all the same. */
export function authorOf(
  {
    user,
    bot_id: botId,
    username,
    bot_profile: profile,
  }: Pick<SlackMessage, "user" | "bot_id" | "username" | "bot_profile">,
  people: ReadonlyMap<string, Person>,
): MessageRow["author"] {
  const person = user === undefined ? undefined : people.get(user);
  const id = user ?? botId ?? "";
  return {
    id,
    name: username ?? person?.name ?? profile?.name ?? id,
    kind: person?.kind ?? (botId === undefined ? "person" : "app"),
  };
}

/** What ids are called, as far as it is known without another call. */
export function namesFrom(context: SlackReadContext, people: ReadonlyMap<string, Person>): Names {
  const groups = recall<{ id?: string; handle?: string }[]>(context, "usergroups") ?? [];
  return {
    user: (id) => people.get(id)?.name,
    channel: (id) => recall<{ name: string }>(context, `channel/${id}`)?.name,
    usergroup: (id) => {
      const handle = groups.find((group) => group.id === id)?.handle;
      return handle === undefined ? undefined : `@${handle}`;
    },
  };
}
