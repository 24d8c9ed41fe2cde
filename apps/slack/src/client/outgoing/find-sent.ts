import { ToolError } from "@fairlead/core";
import { messageToMarkdown, wordsOf } from "@fairlead/domain/richtext";
import { unless } from "../errors/errors.ts";
import { pageAfter, readHistory, readReplies, type HistoryPage, type HistoryQuestion } from "../messages/history.ts";
import type { SlackMessage } from "../messages/messages.ts";
import type { SlackContext } from "../slack-client.ts";
import { keep, recall } from "../request/remember.ts";
import { startOf } from "../request/since-start.ts";
import { markOn } from "./post-mark.ts";
import { viewerOf } from "../viewer/viewer.ts";

/** Words for a conversation that one may write to, and not look into. */
const UNREADABLE = /^(not_in_channel|missing_scope|no_permission)$/;
const LOOKED_AT = 100;
/** As many as there is time for. */
const MOST_PAGES = 5;
/** Far longer than clocks differ and calls take. */
const ACCOUNTED_MS = 600_000;

/**
 * A message that a lost try has made: the sender's, since then, with the mark of this call or, where it carries none, with
 * these words.
 *
 * @param reader Whose eyes look for it.
 * @throws ToolError `conflict` where they see nothing there, or too much was said since
 */
export async function findSent(
  sender: SlackContext,
  reader: SlackContext,
  {
    channel,
    threadTs,
    text,
    fileName,
  }: { channel: string; threadTs?: string | undefined; text: string; fileName?: string },
): Promise<SlackMessage | undefined> {
  const { userId, botId } = await viewerOf(sender);
  const oldest = `${Math.floor(startOf(sender) / 1000)}.000000`;
  const wanted = wordsOf(text);
  const says = (message: SlackMessage) =>
    fileName === undefined
      ? wordsOf(messageToMarkdown({ text: message.text })) === wanted || wordsOf(message.text ?? "") === wanted
      : message.files?.some(({ name }) => name === fileName) === true;

  const question: HistoryQuestion = { channel, limit: LOOKED_AT, oldest, withMetadata: botId !== undefined };
  let at: Pick<HistoryQuestion, "latest" | "cursor"> = {};
  for (let pages = 1; pages <= MOST_PAGES; pages += 1) {
    const page = await readPage(reader, { ...question, ...at }, threadTs);
    const theirs = page.messages.filter(({ user, ts }) => user === userId && ts !== threadTs);
    // What carries a mark is this call's, or it is not, whatever it says.
    const found =
      theirs.find((message) => markOn(message) === sender.mark) ??
      theirs.find(
        (message) =>
          markOn(message) === undefined && !isAccountedFor(sender, channel, message.ts ?? "") && says(message),
      );
    if (found?.ts !== undefined) {
      accountFor(sender, channel, found.ts);
      return found;
    }
    // Of a thread, the page that begins with the first try is the one.
    const older = threadTs === undefined ? pageAfter(page, at) : undefined;
    if (older === undefined) return undefined;
    at = older;
  }
  throw new ToolError(
    "conflict",
    "Too much was said since to tell whether it was sent. Look for it with search_messages; take a new key only if it is not there.",
  );
}

/** @throws ToolError `conflict` where nothing can be seen */
async function readPage(
  reader: SlackContext,
  question: HistoryQuestion,
  threadTs: string | undefined,
): Promise<HistoryPage> {
  const page = await unless(UNREADABLE, () =>
    threadTs === undefined ? readHistory(reader, question) : readReplies(reader, question, threadTs),
  );
  if (page !== undefined) return page;
  throw new ToolError(
    "conflict",
    "Whether it was sent cannot be looked up: this account may post there, not read. Ask somebody who is there, and take a new key.",
  );
}

/** Remembers a message that some call was told of: no other call has made it. */
export function accountFor(context: SlackContext, channel: string, ts: string): void {
  keep(context, `sent/${channel}/${ts}`, true, ACCOUNTED_MS);
}

function isAccountedFor(context: SlackContext, channel: string, ts: string): boolean {
  return recall(context, `sent/${channel}/${ts}`) === true;
}
