import { Refusal, type Call } from "../http/method.ts";
import { markdownToSlack } from "../state/markdown-to-slack.ts";
import type { Channel } from "../state/channel.ts";
import { messageAt } from "../state/channel.ts";
import type { Message } from "../state/message.ts";

const MOST_TEXT = 40_000;
const MOST_MARKDOWN = 12_000;
const MOST_BLOCKS = 50;
const APP_BOT = "B0HARBOR92";

interface Words {
  text: string;
  blocks?: readonly Record<string, unknown>[];
}

/** What a message is to say. @throws Refusal no_text, msg_too_long, markdown_text_conflict, invalid_blocks */
export function wordsOf({ args }: Pick<Call, "args">): Words {
  const markdown = args.text("markdown_text");
  const text = args.text("text");
  const blocks = args.json("blocks") as readonly Record<string, unknown>[] | undefined;
  if (markdown !== undefined) {
    if (text !== undefined || blocks !== undefined) throw new Refusal("markdown_text_conflict");
    if (markdown.length > MOST_MARKDOWN) throw new Refusal("msg_too_long");
    return { text: markdownToSlack(markdown) };
  }
  if (blocks !== undefined) {
    if (!Array.isArray(blocks) || blocks.some((block) => typeof block["type"] !== "string"))
      throw new Refusal("invalid_blocks");
    if (blocks.length > MOST_BLOCKS) throw new Refusal("msg_blocks_too_long");
  }
  if (text === undefined && (blocks === undefined || blocks.length === 0)) throw new Refusal("no_text");
  if ((text ?? "").length > MOST_TEXT) throw new Refusal("msg_too_long");
  return { text: text ?? "", ...(blocks && { blocks }) };
}

/** Puts a message into a conversation, and tells those whom it names. */
export function post(
  { world, token, me }: Pick<Call, "world" | "token" | "me">,
  channel: Channel,
  words: Words & Partial<Pick<Message, "threadTs" | "subtype" | "fileIds" | "metadata">>,
): Message {
  const { threadTs } = words;
  if (threadTs !== undefined) {
    const root = messageAt(channel, threadTs);
    if (!root) throw new Refusal("thread_not_found");
    root.threadTs ??= root.ts;
  }
  const message: Message = {
    ts: world.nextTs(),
    userId: me.id,
    // What a person posts through an app carries the app's stamp, too.
    botId: me.botId ?? APP_BOT,
    reactions: new Map(),
    writtenBy: token.kind,
    notified: notifiedBy(words.text, channel),
    ...words,
  };
  channel.messages.push(message);
  return message;
}

/** Whom a text notifies: mentions and broadcasts outside code. */
export function notifiedBy(text: string, channel: Channel): string[] {
  const plain = text.replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, "");
  if (/<!(channel|here|everyone)(\|[^>]*)?>/.test(plain)) return [...channel.members];
  return [...plain.matchAll(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g)].flatMap(([, id]) => id ?? []);
}
