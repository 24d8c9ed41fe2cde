import { ToolError } from "@fairlead/core";
import type { FilesInfoResponse } from "@slack/web-api";
import { wordOf } from "../errors/errors.ts";
import type { SlackReadContext } from "../slack-client.ts";

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
  const { file_access: access } = file as { file_access?: string };
  if (access === "access_denied")
    throw new ToolError("forbidden", "The organization that the file belongs to does not show it to this account.");
  return file;
}

/** Where a file is that Slack only points to, such as one of Google Drive; undefined for those in Slack itself. */
export function keptAt({ is_external: isExternal, url_private: url, permalink }: FileFacts): string | undefined {
  return isExternal === true ? (url ?? permalink ?? "it there") : undefined;
}

/**
 * The bytes of a file, at most so many. A bearer never follows a redirect, and a sign-in page is no file.
 *
 * @throws ToolError `too_large` before anything is read, `forbidden` where Slack shows a page instead
 */
export async function download(context: SlackReadContext, file: FileFacts): Promise<Uint8Array> {
  const most = context.client.settings.maxDownloadBytes;
  const { url_private_download: url, url_private: view, mimetype = "" } = file;
  const response = await openFile(context, file, { address: url ?? view, most });
  if (isPage(response) && !mimetype.includes("html")) {
    await response.body?.cancel();
    throw signInPage();
  }
  return readAtMost(response, most);
}

/** A canvas of more text than this is read by nobody. */
const MOST_CANVAS = 4 * 1024 * 1024;
/** Every part of a canvas has one of these; no other page of Slack's does. */
const CANVAS_PART = /\s(?:id=["']temp:C:|class=["']line["']|data-section-style=)/;
const PAGE_PART = /<(?:script|form|title|input)[\s>]/i;

export function isCanvas({ mode, mimetype }: Pick<FileFacts, "mode" | "mimetype">): boolean {
  return mode === "canvas" || mode === "quip" || mimetype === "application/vnd.slack-docs";
}

/**
 * The text of a canvas's file: HTML, which for other files would be a sign-in page.
 *
 * @throws ToolError `too_large`, `forbidden` where it is such a page
 */
export async function downloadCanvas(context: SlackReadContext, file: FileFacts): Promise<string> {
  const most = Math.min(MOST_CANVAS, context.client.settings.maxDownloadBytes);
  const address = file.url_private ?? file.url_private_download;
  const response = await openFile(context, file, { address, most });
  const text = new TextDecoder().decode(await readAtMost(response, most));
  if (isPage(response) && !CANVAS_PART.test(text) && PAGE_PART.test(text)) throw signInPage();
  return text;
}

const isPage = (response: Response) => (response.headers.get("content-type") ?? "").startsWith("text/html");

function signInPage(): ToolError {
  return new ToolError(
    "forbidden",
    "Slack showed a sign-in page instead of the file: the token needs files:read, and a way to see it.",
  );
}

async function openFile(
  context: SlackReadContext,
  file: FileFacts,
  { address, most }: { address: string | undefined; most: number },
): Promise<Response> {
  const { size = 0 } = file;
  const elsewhere = keptAt(file);
  if (elsewhere !== undefined) throw new ToolError("unsupported", `The file is not in Slack: open ${elsewhere}`);
  if (size > most) {
    throw new ToolError(
      "too_large",
      `The file has ${size} bytes; at most ${most} are read. Open it in Slack: ${file.permalink ?? "no link"}.`,
      {
        details: { size, most },
      },
    );
  }
  if (address === undefined)
    throw new ToolError("unsupported", "Slack gives no address for this file: it is kept elsewhere.");
  const response = await context.client.fetch(address, { redirect: "error", headers: { "x-fairlead-stream": "1" } });
  if (response.ok) return response;
  await response.body?.cancel();
  throw signInPage();
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
