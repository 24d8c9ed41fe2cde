import { randomBytes } from "node:crypto";
import { content, ToolError, type Content } from "@fairlead/core";
import { fenced, isText, sliceText } from "../../shape/file-text.ts";
import type { FileRowFacts } from "../../shape/file.ts";
import { timeOf } from "../messages/messages.ts";
import { personOf } from "../people/people.ts";
import { readFromFile } from "./open-files.ts";
import { requireReadable, sharedIn } from "../request/readable.ts";
import type { SlackContext, SlackReadContext } from "../slack-client.ts";
import { canvasText } from "./canvases.ts";
import { download, fileOf, isCanvas, keptAt, type FileFacts } from "./download.ts";
import { meOf } from "../people/me-of.ts";

const MOST_IMAGE = 4 * 1024 * 1024;
const IMAGE = /^image\/(png|jpeg|gif|webp)$/;

export interface FileQuestion {
  as: "auto" | "text" | "image" | "link";
  offset: number;
  length: number;
}

export interface FileText {
  file: FileRowFacts;
  text?: string;
  range?: string;
  truncated: boolean;
  next_offset?: number;
  /** Why there is no text. */
  note?: string;
  uri?: string;
}

/** A file as text, as a picture, or as a link to the resource, by what it is. */
export async function readFile(
  context: SlackContext,
  id: string,
  { as, offset, length }: FileQuestion,
): Promise<FileText | Content> {
  const found = await fileOf(context, id);
  await requireReadable(context, found);
  readFromFile(context, found);
  const facts = await toFileRow(context, found);
  const { mimetype = "" } = found;
  const elsewhere = keptAt(found);
  if (elsewhere !== undefined && (as === "auto" || as === "link"))
    return {
      file: facts,
      truncated: false,
      uri: elsewhere,
      note: "The file is not in Slack, which only points to it.",
    };
  const kind = as === "auto" ? (IMAGE.test(mimetype) ? "image" : isRead(found) ? "text" : "link") : as;
  if (kind === "image") return picture(context, found, facts);
  if (kind === "link") {
    return {
      file: facts,
      truncated: false,
      uri: `slack://file/${id}`,
      note: "No text is taken out of this kind of file here: read the resource for its bytes.",
    };
  }
  if (!isRead(found)) throw new ToolError("unsupported", `${mimetype} is no text: leave out as, or pass link.`);
  const text = isCanvas(found)
    ? await canvasText(context, found)
    : new TextDecoder().decode(await download(context, found));
  const slice = sliceText(text, offset, Math.min(length, context.budget * 3));
  return {
    file: facts,
    // Whatever the file says, it cannot end its own fence.
    text: fenced(slice.text, randomBytes(6).toString("hex")),
    range: `${slice.from}-${slice.to} of ${text.length} characters`,
    truncated: slice.to < text.length,
    ...(slice.to < text.length && { next_offset: slice.to }),
  };
}

function isRead(found: FileFacts): boolean {
  return isCanvas(found) || isText(found);
}

async function picture(
  context: SlackReadContext,
  found: FileFacts,
  { id, name, size }: FileRowFacts,
): Promise<Content> {
  const { mimetype = "" } = found;
  if (!IMAGE.test(mimetype))
    throw new ToolError("unsupported", `${mimetype} is no picture that can be shown: leave out as.`);
  if ((found.size ?? 0) > MOST_IMAGE)
    throw new ToolError("too_large", `The picture has ${size} bytes; at most ${MOST_IMAGE} are shown. Pass as: link.`);
  const data = Buffer.from(await download(context, found)).toString("base64");
  return content(
    { type: "text", text: `${name} (${id}, ${mimetype}, ${size} bytes)` },
    { type: "image", data, mimeType: mimetype },
  );
}

export async function toFileRow(context: SlackReadContext, found: FileFacts): Promise<FileRowFacts> {
  const { id = "", name, title, mimetype, size, user, created, permalink } = found;
  const [person, { timeZone }] = await Promise.all([
    user === undefined ? undefined : personOf(context, user).catch(() => undefined),
    meOf(context),
  ]);
  return {
    id,
    name: name ?? title ?? id,
    title,
    mimetype,
    size,
    user: person?.name ?? user,
    time: created === undefined ? undefined : timeOf(String(created), timeZone),
    channels: sharedIn(found),
    link: permalink,
  };
}
