import { randomBytes } from "node:crypto";
import { defineResource } from "@fairlead/core";
import { z } from "zod";
import { canvasText } from "../client/files/canvases.ts";
import { download, fileOf, isCanvas } from "../client/files/download.ts";
import { readFromFile } from "../client/files/open-files.ts";
import { requireReadable } from "../client/request/readable.ts";
import { resolveFile } from "../client/resolve/index.ts";
import type { SlackReadContext } from "../client/slack-client.ts";
import { fenced, isText } from "../shape/file-text.ts";

export const file = defineResource({
  name: "file",
  title: "File",
  description: "A file's content: text between marks, anything else as it is",
  uri: "slack://file/{file}",
  mimeType: "application/octet-stream",
  params: z.object({ file: z.string() }),
  scopes: ["files:read"],
  toolset: "files",
  subscribe: true,
  hold: async ({ file: written }, context: SlackReadContext) =>
    requireReadable(context, await fileOf(context, resolveFile(written))),
  async read({ file: written }, context: SlackReadContext) {
    const found = await fileOf(context, resolveFile(written));
    readFromFile(context, found);
    if (isCanvas(found)) return { mimeType: "text/markdown", text: marked(context, await canvasText(context, found)) };
    const bytes = await download(context, found);
    const mimeType = found.mimetype ?? "application/octet-stream";
    if (!isText(found)) return { mimeType, blob: Buffer.from(bytes).toString("base64") };
    return { mimeType, text: marked(context, new TextDecoder().decode(bytes)) };
  },
});

function marked({ budget }: SlackReadContext, text: string): string {
  return fenced(text.slice(0, budget * 4), randomBytes(6).toString("hex"));
}
