import { defineTool, facetOf, filePath, gitRef, maxTokens, outputOf, shortText, ToolError } from "@fairlead/core";
import { filesText, fitFiles, textOf, type FileLocation, type OpenedFile } from "@fairlead/domain/file-text";
import { z } from "zod";
import { listBelow } from "../../client/directories.ts";
import { lookAt, readCommitId, type Found } from "../../client/files.ts";
import type { GitlabContext } from "../../client/gitlab-client.ts";
import { project } from "../../shape/fields.ts";
import { DirectoryEntry, FileText } from "../../shape/file.ts";
import { parseLocation } from "../../shape/location.ts";

export const getFileContents = defineTool({
  name: "get_file_contents",
  title: "Get file contents",
  description: "Read files, line ranges (src/a.ts#L10-L40) and directories, up to 20 at once.",
  access: "read",
  scopes: ["read_api"],
  input: z.object({
    project,
    paths: z.array(filePath).min(1).max(20).describe("Files, ranges, folders"),
    ref: gitRef.optional(),
    line_numbers: z.boolean().optional().describe("Number lines"),
    depth: z.int().min(1).max(5).default(1).describe("Levels of folders"),
    glob: shortText(200).optional().describe("Only files such as *.ts"),
    max_tokens: maxTokens,
  }),
  output: outputOf({
    files: facetOf(FileText),
    entries: facetOf(DirectoryEntry),
    commit_sha: z.string(),
    note: z.string().optional(),
  }),
  text: ({ files, ...output }) =>
    filesText({ ...output, files: files?.map(({ blob_id: sha, ...file }) => ({ ...file, sha })) }),
  async run(
    { project: name, paths, ref, line_numbers: numbered = false, depth, glob },
    { client, budget }: GitlabContext,
  ) {
    const locations = paths.map(parseLocation);
    const commit = await readCommitId(client, name, ref);
    const places = [...new Set(locations.map(({ path }) => path))];
    const looked = await Promise.all(places.map((path) => lookAt(client, name, commit, path)));
    const at = new Map(places.map((path, index) => [path, looked[index]]));
    refuseWhenNothing(at, ref ?? "HEAD");
    const folders = places.filter((path) => isFolder(at.get(path)));
    const listings = await Promise.all(
      folders.map((path) => listBelow(client, name, { ref: commit, path, found: at.get(path) }, { depth, glob })),
    );
    const opened = locations.flatMap((location) => openedAt(location, at.get(location.path)));
    const rows = listings.flatMap((listing) => listing.rows);
    const fitted = fitFiles(opened, rows, { budgetTokens: budget, numbered });
    const commits = new Map(opened.map(({ location, last }) => [location.path, last]));
    const notes = [
      ...(fitted.entriesLeft > 0 ? [`${fitted.entriesLeft} more entries: narrow by path or glob`] : []),
      ...(listings.some(({ truncated }) => truncated) ? ["the first 1,000 entries were looked at"] : []),
    ];
    return {
      files: opened.length > 0 ? fitted.files.map((file) => named(file, commits.get(file.path))) : undefined,
      entries: folders.length > 0 ? fitted.entries.map(({ path, type }) => ({ path, type })) : undefined,
      commit_sha: commit,
      note: notes.length > 0 ? notes.join("; ") : undefined,
    };
  },
});

const isFolder = (found: Found | undefined) => found !== undefined && "tree" in found;

/** GitLab's words for what the budget calls otherwise. */
function named({ sha, ...file }: ReturnType<typeof fitFiles>["files"][number], last: string | undefined) {
  return { ...file, blob_id: sha, last_commit_id: last };
}

/** Some paths may be missing, and are named; all of them may not. */
function refuseWhenNothing(at: ReadonlyMap<string, Found | undefined>, ref: string): void {
  const missing = [...at].filter(
    ([, found]) => found && "note" in found && !("file" in found) && found.note === "not found",
  );
  if (missing.length < at.size) return;
  const names = missing.map(([path]) => path).join(", ");
  throw new ToolError("not_found", `There is no ${names} at ${ref}: list its folder, or find it with glob.`);
}

function openedAt(location: FileLocation, found: Found | undefined): (OpenedFile & { last?: string })[] {
  if (!found || "tree" in found) return [];
  if (!("file" in found)) return [{ location, note: found.note }];
  const { file, note } = found;
  const text = note === undefined ? textOf(file.bytes) : undefined;
  return [{ location, sha: file.blobId, size: file.size, text, note, last: file.lastCommitId }];
}
