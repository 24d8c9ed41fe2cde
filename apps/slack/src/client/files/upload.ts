import { ToolError } from "@fairlead/core";
import { toMrkdwn } from "@fairlead/domain/richtext";
import { permalink } from "../../shape/permalink.ts";
import { ANONYMOUS } from "../request/anonymous.ts";
import type { ResolvedMentions } from "../outgoing/mentions.ts";
import type { SlackContext } from "../slack-client.ts";
import { viewerOf } from "../viewer/viewer.ts";

export interface Upload {
  name: string;
  bytes: Uint8Array;
  channel?: string | undefined;
  threadTs?: string | undefined;
  /** Markdown, and whom it mentions. */
  comment?: { text: string; mentions: ResolvedMentions } | undefined;
  title?: string | undefined;
  altText?: string | undefined;
  snippetType?: string | undefined;
}

/** Sharing shows a moment later. */
const SHARED_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 250;
const SHARED_UNSEEN = "the file is shared; the message that shows it could not be looked up";

/**
 * Uploads bytes in Slack's three steps: an address, the bytes, the end of it. The address is a credential: it is used once
 * and told to nobody.
 */
export async function upload(context: SlackContext, wanted: Upload) {
  const { name, bytes, channel, threadTs, comment, title, altText, snippetType } = wanted;
  const { web } = context.client;
  const place =
    channel === undefined
      ? "keep it private"
      : `share it in ${channel}${threadTs === undefined ? "" : `, thread ${threadTs}`}`;
  context.preview({ then: [`send ${bytes.length} bytes of ${name}`, place] });
  // Before anything is sent: afterwards nothing may fail the call.
  const { url } = await viewerOf(context);
  const begun = await web.apiCall("files.getUploadURLExternal", {
    filename: name,
    length: bytes.length,
    // The SDK's types call it alt_text, which Slack does not know.
    ...(altText !== undefined && { alt_txt: altText }),
    ...(snippetType !== undefined && { snippet_type: snippetType }),
  });
  const { upload_url: address, file_id: id } = begun as { upload_url?: string; file_id?: string };
  await sendBytes(context, address ?? "", bytes);
  const answer = await web.apiCall("files.completeUploadExternal", {
    files: [{ id, title: title ?? name }],
    ...(channel !== undefined && { channel_id: channel }),
    ...(threadTs !== undefined && { thread_ts: threadTs }),
    // This field shows no labels of links.
    ...(comment !== undefined && {
      initial_comment: toMrkdwn(comment.text, comment.mentions.tokens, { links: "bare" }),
    }),
  });
  const [file] = (answer as { files?: { id?: string; permalink?: string }[] }).files ?? [];
  const ts = channel === undefined ? undefined : await shareOf(context, id ?? "", channel).catch(() => undefined);
  const isUnseen = channel !== undefined && ts === undefined;
  return {
    file: { id: file?.id ?? id ?? "", link: file?.permalink },
    message:
      channel === undefined || ts === undefined
        ? undefined
        : { channel, ts, link: permalink(url, channel, ts, threadTs) },
    warnings: [...(comment?.mentions.warnings ?? []), ...(isUnseen ? [SHARED_UNSEEN] : [])],
  };
}

async function sendBytes({ client }: SlackContext, address: string, bytes: Uint8Array): Promise<void> {
  const response = await client.fetch(address, {
    method: "POST",
    redirect: "error",
    headers: { [ANONYMOUS]: "1", "content-type": "application/octet-stream" },
    body: Uint8Array.from(bytes),
  });
  await response.body?.cancel();
  if (response.ok) return;
  throw new ToolError("upstream_unavailable", "Slack did not take the file's bytes. Nothing was shared: try again.", {
    retryAfterS: 5,
  });
}

/** `ts` of the message that shares a file, once Slack has made it; undefined when that takes too long. */
async function shareOf(context: SlackContext, id: string, channel: string): Promise<string | undefined> {
  const endMs = Date.now() + SHARED_WITHIN_MS;
  while (Date.now() < endMs && !context.signal.aborted) {
    const { file } = await context.client.web.files.info({ file: id });
    const { public: open = {}, private: closed = {} } = (file?.shares ?? {}) as Record<
      string,
      Record<string, { ts?: string }[]>
    >;
    const ts = (open[channel] ?? closed[channel])?.[0]?.ts;
    if (ts !== undefined) return ts;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return undefined;
}
