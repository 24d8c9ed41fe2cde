import { defineTool, ToolError } from "@fairlead/core";
import { z } from "zod";
import { senderOf } from "../../client/viewer/as-app.ts";
import { findSent } from "../../client/outgoing/find-sent.ts";
import { resolveMentions } from "../../client/outgoing/mentions.ts";
import { refuseSending } from "../../client/outgoing/refuse-sending.ts";
import { channelOfReply, replyPlace, type ReplyPlace } from "../../client/outgoing/reply-place.ts";
import { findTarget, openTarget } from "../../client/outgoing/target.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { upload } from "../../client/files/upload.ts";
import { viewerOf } from "../../client/viewer/viewer.ts";
import { reachedAt } from "../../reach.ts";
import { channel, sender, shortText, threadTs } from "../../shape/fields.ts";
import { briefly } from "../../shape/message.ts";
import { permalink } from "../../shape/permalink.ts";

const Shared = z.object({ channel: z.string(), ts: z.string(), link: z.string() });

/** Of a file that a call itself brings: models write it, and clients send it whole. */
const MOST_BYTES = 1024 * 1024;

export const uploadFile = defineTool({
  name: "upload_file",
  title: "Upload file",
  description: "Upload a small file and, with channel, share it there.",
  access: "write",
  scopes: ["files:write"],
  reaches: (input) => reachedAt([channelOfReply(input)], "write"),
  input: z.object({
    name: shortText(200)
      .refine((value) => /^[^/\\\p{Cc}]+$/u.test(value), "is no file name")
      .describe("File name"),
    content_text: z.string().optional().describe("Content, or"),
    content_base64: z.string().optional().describe("Bytes"),
    channel: channel.optional(),
    thread_ts: threadTs.optional(),
    comment: z.string().max(3_000).optional().describe("Markdown"),
    title: shortText(200).optional().describe("Title"),
    alt_text: shortText(1_000).optional().describe("For pictures"),
    snippet_type: shortText(40).optional().describe("Syntax, such as python"),
    as: sender,
  }),
  output: z.object({
    file: z.object({ id: z.string(), link: z.string().optional() }),
    message: briefly(Shared).optional(),
    warnings: z.array(z.string()).meta({ items: undefined }),
    reconciled: z.boolean().optional(),
  }),
  async run({ content_text: text, content_base64: base64, as, ...rest }, context: SlackContext) {
    const { channel: where, threadTs: root, checkIn } = placeOf(rest);
    const most = Math.min(MOST_BYTES, context.client.settings.maxUploadBytes);
    const bytes = bytesOf(text, base64, most);
    const speaker = await senderOf(context, as);
    const place = where === undefined ? undefined : await openTarget(context, { channel: where }, speaker);
    if (place !== undefined) checkIn(place.id);
    const { name, comment: said, title, alt_text, snippet_type } = rest;
    const comment = said === undefined ? undefined : { text: said, mentions: await resolveMentions(context, said) };
    const question = place === undefined ? undefined : refuseSending(context, place, comment?.mentions.people);
    if (question) return question;
    const facts = { name, bytes, comment, title, altText: alt_text, snippetType: snippet_type };
    return upload(speaker, { ...facts, channel: place?.id, threadTs: root });
  },
  async recover({ name, comment, as, ...place }, context: SlackContext) {
    const { channel: where, threadTs: root } = placeOf(place);
    if (where === undefined) return undefined;
    const speaker = await senderOf(context, as);
    const target = await findTarget(context, { channel: where }, speaker);
    if (target === undefined) return undefined;
    const { id, reader } = target;
    const found = await findSent(speaker, reader, {
      channel: id,
      threadTs: root,
      text: comment ?? "",
      fileName: name,
    });
    const file = found?.files?.find((one) => one.name === name);
    if (found?.ts === undefined || file?.id === undefined) return undefined;
    const { url } = await viewerOf(context);
    return {
      file: { id: file.id, link: file.permalink },
      message: { channel: id, ts: found.ts, link: permalink(url, id, found.ts, root) },
      warnings: [],
      reconciled: true,
    };
  },
});

/** @throws ToolError `invalid_input` for a thread without a conversation: the file would be shared nowhere */
function placeOf(written: { channel?: string | undefined; thread_ts?: string | undefined }): ReplyPlace {
  const place = replyPlace(written);
  if (place.threadTs === undefined || place.channel !== undefined) return place;
  throw new ToolError("invalid_input", "Pass channel as well, or a link to the thread as thread_ts.");
}

function bytesOf(text: string | undefined, base64: string | undefined, most: number): Uint8Array {
  if ((text === undefined) === (base64 === undefined)) {
    throw new ToolError("invalid_input", "Pass content_text or content_base64: one of the two.");
  }
  if (base64 !== undefined && !/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(base64))
    throw new ToolError("invalid_input", "content_base64 is no base64.");
  const bytes = base64 === undefined ? Buffer.from(text ?? "") : Buffer.from(base64, "base64");
  if (bytes.length === 0) throw new ToolError("invalid_input", "The file is empty: Slack takes none.");
  if (bytes.length <= most) return bytes;
  throw new ToolError("too_large", `The file has ${bytes.length} bytes; at most ${most} are uploaded.`, {
    details: { size: bytes.length, most },
  });
}
