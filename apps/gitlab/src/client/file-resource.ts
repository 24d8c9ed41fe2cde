import { ToolError, type ResourceBody } from "@fairlead/core";
import { directoryResourceText, fileResourceText, mimeTypeOf, textOf } from "@fairlead/domain/file-text";
import { parseLocation } from "../shape/location.ts";
import { lookAt } from "./files.ts";
import type { GitlabClient } from "./gitlab-client.ts";
import { toDirectoryRow } from "./tree.ts";

/** Bytes of a file that is no text. */
const MOST_BYTES = 1024 * 1024;

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
  if ("tree" in found) {
    return { mimeType: "text/plain", text: directoryResourceText(found.tree.rows.map(toDirectoryRow), budget) };
  }
  if (!("file" in found)) {
    if (found.note !== "not found") return { text: `[${found.note}]` };
    throw new ToolError("not_found", `There is no ${path} there: read the directory above it.`);
  }
  const text = textOf(found.file.bytes);
  if (text === undefined) return bytesOf(path, found.file.bytes);
  if (found.note !== undefined) return { text: `[${found.note}]` };
  return { mimeType: mimeTypeOf(path, "text/plain"), text: fileResourceText(path, text, budget) };
}

function bytesOf(path: string, bytes: Buffer): ResourceBody {
  if (bytes.length > MOST_BYTES) {
    throw new ToolError("too_large", `${path} is no text and has ${bytes.length} bytes: 1 MB can be read.`);
  }
  return { mimeType: mimeTypeOf(path, "application/octet-stream"), blob: bytes.toString("base64") };
}
