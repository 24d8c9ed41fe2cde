import { defineTool, ToolError } from "@fairlead/core";
import { filesText, fitFiles, type FileLocation, type OpenedFile } from "@fairlead/domain/file-text";
import { z } from "zod";
import { listDirectory } from "../../client/contents/directories.ts";
import { readEntries, requireCommit, type Entries } from "../../client/contents/entries.ts";
import { readContent } from "../../client/contents/files.ts";
import type { GithubClient, GithubContext } from "../../client/github-client.ts";
import type { RepositoryName } from "../../client/repos/repositories.ts";
import { filePath, gitRef, maxTokens, repository, shortText } from "../../shape/fields.ts";
import { DirectoryEntry, FileText } from "../../shape/file.ts";
import { parseLocation } from "../../shape/file-location.ts";

export const getFileContents = defineTool({
  name: "get_file_contents",
  title: "Get file contents",
  description: "Read files, line ranges (src/a.ts#L10-L40) and directories, up to 20 at once.",
  access: "read",
  scopes: ["repo"],
  input: z.object({
    ...repository,
    paths: z.array(filePath).min(1).max(20).describe("Files, ranges, folders"),
    ref: gitRef.optional(),
    line_numbers: z.boolean().default(false).describe("Number lines"),
    depth: z.int().min(1).max(5).default(1).describe("Levels of folders"),
    glob: shortText(200).optional().describe("Only files such as *.ts"),
    max_tokens: maxTokens,
  }),
  output: z.object({
    files: z.array(FileText).optional(),
    entries: z.array(DirectoryEntry).optional(),
    commit_sha: z.string(),
    note: z.string().optional(),
  }),
  text: filesText,
  async run({ owner, repo, paths, ref = "HEAD", line_numbers, depth, glob }, { client, budget }: GithubContext) {
    const name = { owner, repo };
    const locations = paths.map(parseLocation);
    const found = await readEntries(client, name, ref, [...new Set(locations.map(({ path }) => path))]);
    const commit = requireCommit(ref, found);
    refuseWhenNothing(locations, found, ref);
    const [opened, listings] = await Promise.all([
      openFiles(client, name, locations, found),
      listDirectories(client, name, locations, found, { depth, glob }),
    ]);
    const rows = listings.flatMap((listing) => listing.rows);
    const fitted = fitFiles(opened, rows, { budgetTokens: budget, numbered: line_numbers });
    const notes = [
      fitted.entriesLeft > 0 ? `${fitted.entriesLeft} more entries: narrow by path or glob` : undefined,
      listings.some(({ truncated }) => truncated) ? "GitHub gave a part of the tree only" : undefined,
    ].filter((note) => note !== undefined);
    return {
      files: opened.length > 0 ? fitted.files : undefined,
      entries: listings.length > 0 ? fitted.entries : undefined,
      commit_sha: commit,
      note: notes.length > 0 ? notes.join("; ") : undefined,
    };
  },
});

/** Some paths may be missing, and are named; all of them may not. */
function refuseWhenNothing(locations: readonly FileLocation[], { at }: Entries, ref: string): void {
  if (at.size > 0) return;
  const names = locations.map(({ path }) => path).join(", ");
  throw new ToolError("not_found", `There is no ${names} at ${ref}: list its folder, or find it with glob.`);
}

function openFiles(client: GithubClient, name: RepositoryName, locations: readonly FileLocation[], { at }: Entries) {
  const files = locations.filter(({ path }) => at.get(path)?.kind !== "directory");
  return Promise.all(
    files.map(async (location): Promise<OpenedFile> => {
      const entry = at.get(location.path);
      if (!entry || entry.kind === "directory") return { location, note: "not found" };
      if (entry.kind === "submodule")
        return { location, sha: entry.oid, note: "submodule: a commit of another repository" };
      const { text, note } = await readContent(client, name, entry);
      return { location, sha: entry.oid, size: entry.size, text, note };
    }),
  );
}

function listDirectories(
  client: GithubClient,
  name: RepositoryName,
  locations: readonly FileLocation[],
  { at }: Entries,
  filter: { depth: number; glob: string | undefined },
) {
  return Promise.all(
    [...new Set(locations.map(({ path }) => path))].flatMap((path) => {
      const directory = at.get(path);
      return directory?.kind === "directory" ? [listDirectory(client, name, { path, directory }, filter)] : [];
    }),
  );
}
