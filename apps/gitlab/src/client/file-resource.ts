import { CHARACTERS_PER_TOKEN, ToolError, type ResourceBody } from "@fairlead/core";
import { fitFiles, mimeTypeOf, textOf } from "@fairlead/domain/file-text";
import { parseLocation } from "../shape/location.ts";
import { lookAt, type Found } from "./files.ts";
import type { GitlabClient } from "./gitlab-client.ts";
import { toDirectoryRow } from "./tree.ts";

/** Bytes of a file that is no text. */
const MOST_BYTES = 1024 * 1024;
/** What the last line takes that tells how to read on, in tokens. */
const READ_ON = 60;

/**
 * What is at a path: a file's text, whole where it fits; its bytes; or the rows of a directory.
 *
 * @param budget Tokens.
 * @throws ToolError `not_found`, or `too_large` for bytes over 1 MB.
 */
export async function readFileResource(
  client: GitlabClient,
  project: string,
  { ref, path: asked }: { ref: string; path: string },
  budget: number,
): Promise<ResourceBody> {
  const { path } = parseLocation(asked);
  const found = await lookAt(client, project, ref, path);
  if ("tree" in found) return listing(found, budget);
  if (!("file" in found)) {
    if (found.note !== "not found") return { text: `[${found.note}]` };
    throw new ToolError("not_found", `There is no ${path} there: read the directory above it.`);
  }
  const text = textOf(found.file.bytes);
  if (text === undefined) return bytesOf(path, found.file.bytes);
  if (found.note !== undefined) return { text: `[${found.note}]` };
  return { mimeType: mimeTypeOf(path, "text/plain"), text: fitText(path, text, budget) };
}

function fitText(path: string, text: string, budget: number): string {
  if (text.length <= budget * CHARACTERS_PER_TOKEN) return text;
  const file = { location: { path, from: 1, to: undefined }, text };
  const [cut] = fitFiles([file], [], { budgetTokens: budget - READ_ON, numbered: false }).files;
  const place = `lines 1-${cut?.to_line} of ${cut?.total_lines}`;
  return `${cut?.text ?? ""}\n[${place}: go on with get_file_contents and path ${cut?.next}]\n`;
}

function bytesOf(path: string, bytes: Buffer): ResourceBody {
  if (bytes.length > MOST_BYTES) {
    throw new ToolError("too_large", `${path} is no text and has ${bytes.length} bytes: 1 MB can be read.`);
  }
  return { mimeType: mimeTypeOf(path, "application/octet-stream"), blob: bytes.toString("base64") };
}

function listing({ tree }: Extract<Found, { tree: unknown }>, budget: number): ResourceBody {
  const rows = tree.rows.map(toDirectoryRow);
  const { entries, entriesLeft } = fitFiles([], rows, { budgetTokens: budget - READ_ON, numbered: false });
  const lines = entries.map((row) => (row.type === "directory" ? `${row.path}/` : row.path));
  const left = entriesLeft > 0 ? [`[${entriesLeft} more: go on with get_file_contents and glob]`] : [];
  return { mimeType: "text/plain", text: `${[...lines, ...left].join("\n")}\n` };
}
