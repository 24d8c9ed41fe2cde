import { ToolError, type ResourceBody } from "@fairlead/core";
import { directoryResourceText, fileResourceText, mimeTypeOf } from "@fairlead/domain/file-text";
import { parseLocation } from "../../shape/file-location.ts";
import { listDirectory } from "./directories.ts";
import { readEntries, requireCommit, type Entry } from "./entries.ts";
import { readContent } from "./files.ts";
import { readBlob } from "./git.ts";
import type { GithubClient } from "../github-client.ts";
import type { RepositoryName } from "../repos/repositories.ts";

/** Bytes of a file that is no text. */
const MOST_BYTES = 1024 * 1024;

/**
 * What is at a path: a file's text, whole where it fits; its bytes; or the rows of a directory.
 *
 * @param budget Tokens.
 * @throws ToolError `not_found`, or `too_large` for bytes over 1 MB.
 */
export async function readFileResource(
  client: GithubClient,
  name: RepositoryName,
  { ref, path: asked }: { ref: string; path: string },
  budget: number,
): Promise<ResourceBody> {
  const { path } = parseLocation(asked);
  const found = await readEntries(client, name, ref, [path]);
  requireCommit(ref, found);
  const entry = found.at.get(path);
  if (!entry) throw new ToolError("not_found", `There is no ${path} there: read the directory above it.`);
  if (entry.kind === "directory") return listing(client, name, path, entry, budget);
  if (entry.kind === "submodule") return { text: "[submodule: a commit of another repository]" };
  if (entry.binary) return bytesOf(client, name, path, entry);
  const { text, note } = await readContent(client, name, entry);
  if (text === undefined) return { text: `[${note}]` };
  return { mimeType: mimeTypeOf(path, "text/plain"), text: fileResourceText(path, text, budget) };
}

async function bytesOf(
  client: GithubClient,
  name: RepositoryName,
  path: string,
  { oid, size }: Extract<Entry, { kind: "file" | "symlink" }>,
): Promise<ResourceBody> {
  if (size > MOST_BYTES) {
    throw new ToolError("too_large", `${path} is no text and has ${size} bytes: 1 MB can be read.`);
  }
  const bytes = await readBlob(client, name, oid);
  return { mimeType: mimeTypeOf(path, "application/octet-stream"), blob: bytes.toString("base64") };
}

async function listing(
  client: GithubClient,
  name: RepositoryName,
  path: string,
  directory: Extract<Entry, { kind: "directory" }>,
  budget: number,
): Promise<ResourceBody> {
  const { rows } = await listDirectory(client, name, { path, directory }, { depth: 1 });
  return { mimeType: "text/plain", text: directoryResourceText(rows, budget) };
}
