import type { Coverage, MessageRow } from "../../shape/message.ts";
import { shapeMessages, type SlackMessage } from "../messages/messages.ts";
import { namesOf } from "../people/people.ts";
import type { MessageHits } from "./search-messages.ts";
import type { SlackReadContext } from "../slack-client.ts";
import { messageToMarkdown } from "@fairlead/domain/richtext";

/** Found messages as a model reads them, with their channel and, on request, their neighbours. */
export async function shapeHits(context: SlackReadContext, found: MessageHits, around: number) {
  const { hits, engine, next, channelTypes, missingScopes, dropped } = found;
  const rows: (MessageRow & { channel_name: string })[] = [];
  // Direct messages are called by the id of the other person.
  const others = await namesOf(
    context,
    hits.map(({ channelName }) => channelName),
  );
  for (const { channel, channelName, message } of hits) {
    const [row] = await shapeMessages(context, channel, [message]);
    if (row) rows.push({ ...row, channel_name: others.get(channelName)?.name ?? channelName });
  }
  const people = await namesOf(
    context,
    around === 0 ? [] : hits.flatMap(({ before, after }) => [...before, ...after].flatMap(({ user = "" }) => user)),
  );
  const near = (messages: readonly SlackMessage[]) =>
    messages.map(({ ts = "", user = "", text }) => ({
      ts,
      author: people.get(user)?.name ?? user,
      text: messageToMarkdown({ text }),
    }));
  const covered: Coverage = {
    complete: missingScopes.length === 0 && dropped.length === 0,
    channel_types: channelTypes,
    ...(missingScopes.length > 0 && { missing_scopes: missingScopes, reason: "the token may not search everywhere" }),
    ...(dropped.length > 0 && {
      dropped,
      reason: "this engine lacks some filters: they were applied to this page as far as its rows tell",
    }),
    // Keyword search gives no neighbours.
    ...(around > 0 && engine === "keyword" && { dropped: [...dropped, "context"] }),
  };
  const items = rows.map((row, index) => {
    const hit = hits[index];
    if (around === 0 || !hit) return row;
    return { ...row, before: near(hit.before.slice(-around)), after: near(hit.after.slice(0, around)) };
  });
  return { items, next_cursor: next, engine, coverage: covered };
}
