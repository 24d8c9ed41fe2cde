import { readBlobText } from "./blob-text.ts";
import type { Entry } from "./entries.ts";
import type { GithubClient } from "../github-client.ts";
import type { RepositoryName } from "../repos/repositories.ts";
import { lfsSize } from "@fairlead/domain/file-text";

/** A file's text, or in `note` why there is none to show. */
export type FileContent = { text: string; note?: undefined } | { text?: undefined; note: string };

type FileEntry = Extract<Entry, { kind: "file" | "symlink" }>;

const MOST_BYTES = 5 * 1024 * 1024;

/** The content of an entry, or what it is instead of a text. */
export async function readContent(client: GithubClient, name: RepositoryName, entry: FileEntry): Promise<FileContent> {
  if (entry.binary) return { note: `binary, ${entry.size} bytes` };
  if (entry.size > MOST_BYTES) return { note: `too large to read: ${entry.size} bytes` };
  const text = await readBlobText(client, name, entry);
  if (text === undefined) return { note: `binary, ${entry.size} bytes` };
  if (entry.kind === "symlink") return { note: `symlink to ${text}` };
  const size = lfsSize(text);
  return size === undefined ? { text } : { note: `Git LFS pointer: its ${size} bytes are not in git` };
}
