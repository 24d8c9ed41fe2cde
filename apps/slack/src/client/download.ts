import { ToolError } from "@fairlead/core";
import type { FilesInfoResponse } from "@slack/web-api";
import { wordOf } from "./errors.ts";
import type { SlackReadContext } from "./slack-client.ts";

export type FileFacts = NonNullable<FilesInfoResponse["file"]>;

/** A file's facts. @throws ToolError not_found for what was deleted or is hidden by the plan */
export async function fileOf(context: SlackReadContext, id: string): Promise<FileFacts> {
  const { file } = await context.client.web.files.info({ file: id }).catch((error: unknown) => {
    if (wordOf(error) === "file_deleted") throw new ToolError("not_found", "The file was deleted.", { cause: error });
    throw error;
  });
  const { mode } = file ?? {};
  if (file === undefined || mode === "tombstone") throw new ToolError("not_found", "The file was deleted.");
  if (mode === "hidden_by_limit")
    throw new ToolError("not_found", "The file is older than the workspace's plan shows.");
  return file;
}

/**
 * The bytes of a file, at most so many. A bearer never follows a redirect, and a sign-in page is no file.
 *
 * @throws ToolError `too_large` before anything is read, `forbidden` where Slack shows a page instead
 */
export async function download(context: SlackReadContext, file: FileFacts): Promise<Uint8Array> {
  const most = context.client.settings.maxDownloadBytes;
  const { size = 0, url_private_download: url, url_private: view, mimetype = "" } = file;
  if (size > most) {
    throw new ToolError(
      "too_large",
      `The file has ${size} bytes; at most ${most} are read. Open it in Slack: ${file.permalink ?? "no link"}.`,
      {
        details: { size, most },
      },
    );
  }
  const address = url ?? view;
  if (address === undefined)
    throw new ToolError("unsupported", "Slack gives no address for this file: it is kept elsewhere.");
  const response = await context.client.fetch(address, { redirect: "error", headers: { "x-fairlead-stream": "1" } });
  const type = response.headers.get("content-type") ?? "";
  if (!response.ok || (type.startsWith("text/html") && !mimetype.includes("html"))) {
    await response.body?.cancel();
    throw new ToolError(
      "forbidden",
      "Slack showed a sign-in page instead of the file: the token needs files:read, and a way to see it.",
    );
  }
  return readAtMost(response, most);
}

async function readAtMost(response: Response, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > most) throw new ToolError("too_large", `The file has more than ${most} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
