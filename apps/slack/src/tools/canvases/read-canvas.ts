import { defineTool } from "@fairlead/core";
import { z } from "zod";
import { canvasIdOf, readCanvas as read } from "../../client/files/canvases.ts";
import { fileOf } from "../../client/files/download.ts";
import { isNarrowed, requireReadable } from "../../client/request/readable.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { reachedAt } from "../../reach.ts";
import { shortText } from "../../shape/fields.ts";
import { lines, rowsOf } from "../../shape/message.ts";
import { parseReference } from "../../shape/reference.ts";

const Section = z.object({ id: z.string().optional(), heading: z.string(), level: z.int() });

export const readCanvas = defineTool({
  name: "read_canvas",
  title: "Read canvas",
  description: "A canvas as Markdown, with its headings. Name it by id, link or its channel.",
  access: "read",
  scopes: ["canvases:read"],
  reaches: ({ canvas }) => (isFile(canvas) ? [] : reachedAt([canvas], "read")),
  input: z.object({
    canvas: shortText(300).describe("Id, link or channel"),
    contains: shortText(200).optional().describe("Only sections with this"),
    offset: z.int().min(0).default(0).describe("First character"),
    length: z.int().min(1).max(40_000).default(12_000).describe("Characters"),
  }),
  output: z.object({
    id: z.string(),
    title: z.string(),
    markdown: z.string(),
    sections: rowsOf(Section),
    updated: z.string().optional(),
    link: z.string().optional(),
    next_offset: z.int().optional(),
  }),
  text: ({ id, title, markdown, next_offset: next }) =>
    lines(`${title} (${id})`, markdown, next === undefined ? "" : `More: offset ${next}`),
  async run({ canvas, ...question }, context: SlackContext) {
    const id = await canvasIdOf(context, canvas);
    if (isFile(canvas) && isNarrowed(context)) await requireReadable(context, await fileOf(context, id));
    return read(context, id, question);
  },
});

function isFile(canvas: string): boolean {
  return parseReference(canvas).form === "file";
}
