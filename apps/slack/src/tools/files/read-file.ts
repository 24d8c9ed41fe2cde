import { defineTool } from "@fairlead/core";
import { z } from "zod";
import { readFile as read } from "../../client/files/read-file.ts";
import { resolveFile } from "../../client/resolve/index.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { file } from "../../shape/fields.ts";
import { FileRow } from "../../shape/file.ts";
import { briefly, lines } from "../../shape/message.ts";

export const readFile = defineTool({
  name: "read_file",
  title: "Read file",
  description: "A file's facts and content: text by range, a picture, or a resource link.",
  access: "read",
  scopes: ["files:read"],
  // Where it is shared is not known before it is looked at.
  reaches: () => [],
  input: z.object({
    file,
    as: z.enum(["auto", "text", "image", "link"]).default("auto").describe("How"),
    offset: z.int().min(0).default(0).describe("First character"),
    length: z.int().min(1).max(40_000).default(12_000).describe("Characters"),
  }),
  output: z
    .object({
      file: briefly(FileRow),
      text: z.string().optional(),
      range: z.string().optional(),
      truncated: z.boolean(),
      next_offset: z.int().optional(),
      note: z.string().optional(),
      uri: z.string().optional(),
    })
    .meta({ required: undefined }),
  text: ({ file: { name, id, mimetype, size }, text, range, next_offset: next, note, uri }) =>
    lines(
      `${name} (${id}, ${mimetype}, ${size} bytes)${range === undefined ? "" : `, ${range}`}`,
      text,
      note,
      uri,
      next === undefined ? "" : `More: offset ${next}`,
    ),
  async run({ file: written, ...question }, context: SlackContext) {
    return read(context, resolveFile(written), question);
  },
});
