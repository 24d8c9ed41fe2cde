import { blocksToMarkdown } from "./blocks-to-markdown.ts";
import { linkInMarkdown } from "./link-in-markdown.ts";
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
  const text = (name: string) =>
    typeof attachment[name] === "string" ? mrkdwnToMarkdown(attachment[name], names) : "";
  const title = text("title");
  const link = attachment["title_link"];
  const fields = listOf(attachment["fields"]).map(
    (field) => `${textIn(field["title"]) ?? ""}: ${mrkdwnToMarkdown(textIn(field["value"]) ?? "", names)}`,
  );
  const said = text("text") === "" ? sharedText(attachment, names) : text("text");
  const parts = [
    text("pretext"),
    title === "" || typeof link !== "string" ? title : linkInMarkdown(title, link),
    // Somebody else's message that was shared here: unnamed, it would read as the words of whoever shared it.
    isShared(attachment) ? `${text("author_name") || "somebody"} wrote:\n${said.replaceAll(/^/gm, "> ")}` : said,
    ...fields,
    blocksToMarkdown(attachment["blocks"], names),
    typeof attachment["image_url"] === "string" ? `!${linkInMarkdown("image", attachment["image_url"])}` : "",
  ].filter((part) => part !== "");
  return parts.length > 0 ? parts.join("\n") : text("fallback");
}

function isShared({ is_msg_unfurl: isUnfurl, is_share: isShare }: Json): boolean {
  return isUnfurl === true || isShare === true;
}

/** A shared message that is blocks alone has them beside it. */
function sharedText({ message_blocks: shared }: Json, names: Names): string {
  return listOf(shared)
    .map(({ message }) => blocksToMarkdown((message as Json | undefined)?.["blocks"], names))
    .filter((text) => text !== "")
    .join("\n");
}
