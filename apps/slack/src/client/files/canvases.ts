import { ToolError } from "@fairlead/core";
import { canvasToMarkdown, isCanvasHtml } from "../../shape/canvas/canvas-to-markdown.ts";
import { sliceText } from "../../shape/file-text.ts";
import { parseReference } from "../../shape/reference.ts";
import type { SlackChannel } from "../channels/channels.ts";
import { downloadCanvas, fileOf, type FileFacts } from "./download.ts";
import { unless, wordOf } from "../errors/errors.ts";
import { timeOf } from "../messages/messages.ts";
import { readFromFile } from "./open-files.ts";
import { namesOf } from "../people/people.ts";
import { keep, recall } from "../request/remember.ts";
import { resolveChannel } from "../resolve/index.ts";
import type { SlackReadContext } from "../slack-client.ts";
import { meOf } from "../people/me-of.ts";

/** The canvas that an id, a link or its channel means. @throws ToolError not_found */
export async function canvasIdOf(context: SlackReadContext, written: string): Promise<string> {
  const reference = parseReference(written);
  if (reference.form === "file") return reference.id;
  const id = await resolveChannel(context, written);
  const { channel = {} } = await context.client.web.conversations.info({ channel: id });
  const canvas = (channel as SlackChannel & { properties?: { canvas?: { file_id?: string } } }).properties?.canvas
    ?.file_id;
  if (canvas !== undefined) return canvas;
  throw new ToolError("not_found", "That channel has no canvas.");
}

interface CanvasQuestion {
  contains?: string | undefined;
  offset: number;
  length: number;
}

/** A canvas as Markdown, people and channels by name. */
export async function readCanvas(context: SlackReadContext, id: string, { contains, offset, length }: CanvasQuestion) {
  const [given, file, { timeZone }] = await Promise.all([
    contentOf(context, id),
    unless(/^(missing_scope|file_not_found)$/, () => fileOf(context, id)),
    meOf(context),
  ]);
  readFromFile(context, file ?? { id });
  const whole =
    given === undefined
      ? await canvasText(context, file ?? (await fileOf(context, id)))
      : await toMarkdown(context, given);
  const wanted = contains === undefined ? whole : sectionsWith(whole, contains);
  const slice = sliceText(wanted, offset, Math.min(length, context.budget * 3));
  const updated = file?.updated ?? file?.timestamp;
  return {
    id,
    title: file?.title ?? file?.name ?? id,
    markdown: slice.text,
    sections: headingsOf(wanted),
    updated: updated === undefined ? undefined : timeOf(String(updated), timeZone),
    link: file?.permalink,
    ...(slice.to < wanted.length && { next_offset: slice.to }),
  };
}

/** Workspaces without the method are asked again the next day. */
const WITHOUT_MS = 24 * 3_600_000;
const WITHOUT = /^(unknown_method|not_allowed_token_type|feature_not_enabled|method_not_supported_for_channel_type)$/;

/** What Slack gives as a canvas's text; undefined where it has no method for it, and the file must be read. */
async function contentOf(context: SlackReadContext, id: string): Promise<string | undefined> {
  if (recall(context, "no-canvas-content") === true) return undefined;
  try {
    const answer = await context.client.web.apiCall("canvases.getContent", { canvas_id: id });
    const { content } = answer as { content?: unknown };
    return typeof content === "string" ? content : undefined;
  } catch (error) {
    if (!WITHOUT.test(wordOf(error) ?? "")) throw error;
    keep(context, "no-canvas-content", true, WITHOUT_MS);
    return undefined;
  }
}

/** A canvas as its file has it, in Markdown, people and channels by name. */
export async function canvasText(context: SlackReadContext, file: FileFacts): Promise<string> {
  return toMarkdown(context, await downloadCanvas(context, file));
}

async function toMarkdown(context: SlackReadContext, content: string): Promise<string> {
  return withNames(context, isCanvasHtml(content) ? canvasToMarkdown(content) : content);
}

function headingsOf(markdown: string): { heading: string; level: number }[] {
  return [...markdown.matchAll(/^(#{1,6}) +(.+)$/gm)].map(([, signs = "", heading = ""]) => ({
    heading,
    level: signs.length,
  }));
}

/** Sections, each from a heading to the next, that hold some words. */
function sectionsWith(markdown: string, words: string): string {
  const sections = markdown.split(/^(?=#{1,6} )/m);
  return sections.filter((section) => section.toLowerCase().includes(words.toLowerCase())).join("");
}

/** `![](@U…)` and `![](#C…)` are people and channels. */
async function withNames(context: SlackReadContext, markdown: string): Promise<string> {
  const people = await namesOf(
    context,
    [...markdown.matchAll(/!\[\]\(@([UW][A-Z0-9]+)\)/g)].flatMap(([, id]) => id ?? []),
  );
  return markdown
    .replaceAll(/!\[\]\(@([UW][A-Z0-9]+)\)/g, (_all, id: string) => `<@${id}|${people.get(id)?.name ?? id}>`)
    .replaceAll(/!\[\]\(#([CG][A-Z0-9]+)\)/g, "<#$1>");
}
