import { attachmentsToMarkdown } from "./attachments-to-markdown.ts";
import { blocksToMarkdown } from "./blocks-to-markdown.ts";
import { mrkdwnToMarkdown } from "./mrkdwn-to-markdown.ts";
import type { Names } from "./names.ts";

/** What of a message says something. Old messages have null where newer ones have nothing. */
export interface SlackMessage {
  text?: string | null | undefined;
  blocks?: unknown;
  attachments?: unknown;
  files?: readonly { name?: string | undefined; title?: string | undefined }[] | null | undefined;
}

/**
 * A message's words as Markdown. Its blocks, where they say something: they are more than the text beside them, and the
 * text of an alert is often empty; then what is attached, and at last the names of its files.
 */
export function messageToMarkdown({ text, blocks, attachments, files }: SlackMessage, names: Names = {}): string {
  const fromBlocks = blocksToMarkdown(blocks, names);
  const own = fromBlocks === "" ? mrkdwnToMarkdown(text ?? "", names) : fromBlocks;
  const attached = attachmentsToMarkdown(attachments, names);
  const words = [own, attached].filter((part) => part !== "").join("\n");
  if (words !== "") return words;
  return (files ?? []).map(({ name, title }) => `[file: ${title ?? name ?? "unnamed"}]`).join("\n");
}
