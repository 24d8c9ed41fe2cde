import { blocksToMarkdown } from "./blocks-to-markdown.ts";
import { mrkdwnToMarkdown } from "./mrkdwn-to-markdown.ts";
import type { Names } from "./names.ts";
import { listOf } from "./rich-text-to-markdown.ts";
import { textIn } from "./text-in.ts";

type Json = Readonly<Record<string, unknown>>;

/** Attachments, the older way of apps to say something, and what Slack unfolds of links. */
export function attachmentsToMarkdown(attachments: unknown, names: Names): string {
  return listOf(attachments)
    .map((attachment) => attachmentToMarkdown(attachment, names))
    .filter((text) => text !== "")
    .join("\n");
}

function attachmentToMarkdown(attachment: Json, names: Names): string {
  const inner = blocksToMarkdown(attachment["blocks"], names);
  const text = (name: string) =>
    typeof attachment[name] === "string" ? mrkdwnToMarkdown(attachment[name], names) : "";
  const title = text("title");
  const link = attachment["title_link"];
  const fields = listOf(attachment["fields"]).map(
    (field) => `${textIn(field["title"]) ?? ""}: ${mrkdwnToMarkdown(textIn(field["value"]) ?? "", names)}`,
  );
  const parts = [
    text("pretext"),
    title === "" || typeof link !== "string" ? title : `[${title}](${link})`,
    text("text"),
    ...fields,
    inner,
    typeof attachment["image_url"] === "string" ? `![image](${attachment["image_url"]})` : "",
  ].filter((part) => part !== "");
  return parts.length > 0 ? parts.join("\n") : text("fallback");
}
