import { diffTexts, readFileDiff, type FileDiff, type VendorFile } from "@fairlead/domain/diff";
import { readBlobText } from "../contents/blob-text.ts";
import type { ChangedFile } from "../commits/commits.ts";
import type { GithubClient } from "../github-client.ts";
import { readObjects, type GitObject } from "../contents/objects.ts";
import type { RepositoryName } from "../repos/repositories.ts";

/** The commits that files were compared between; a root commit has no base. */
export interface DiffEnds {
  base: string | undefined;
  head: string;
}

/** Files without a patch whose blobs are compared here, and how large each side may be. */
const MOST_FILES = 10;
const MOST_BYTES = 1024 * 1024;

type Side = Extract<GitObject, { kind: "Blob" }> | undefined;
type Facts = Pick<VendorFile, "binary" | "modeChanged" | "hunks" | "omitted">;

/**
 * Makes GitHub's rows of changed files ready to be packed. GitHub leaves out the patch of large files: those are read
 * and compared, within limits. What `.gitattributes` of the base calls generated counts as that.
 */
export async function readDiffFiles(
  client: GithubClient,
  name: RepositoryName,
  rows: readonly ChangedFile[],
  ends: DiffEnds,
): Promise<FileDiff[]> {
  const bare = rows.filter(isBare).slice(0, MOST_FILES);
  const { generatedGlobs, sides } = await readSides(client, name, bare, ends);
  const compared = await Promise.all(bare.map((row, index) => compare(client, name, row, sides[index] ?? [])));
  const facts = new Map(bare.map((row, index) => [row.filename, compared[index]]));
  return rows.map((row) => readFileDiff({ ...toVendorFile(row), generatedGlobs, ...facts.get(row.filename) }));
}

/** One row as it stands; a file without a patch is taken for one too large, or binary where no line is counted. */
export function toVendorFile(row: ChangedFile): VendorFile {
  const { filename, previous_filename, status, additions, deletions, patch } = row;
  const file = { path: filename, previousPath: previous_filename, status, additions, deletions, patch };
  if (!isBare(row)) return file;
  return row.changes > 0 ? { ...file, omitted: "too_large" } : { ...file, binary: true };
}

/** A row that should have a patch and has none; a pure rename need not have one. */
function isBare({ patch, status, changes }: ChangedFile): boolean {
  return (patch === undefined || patch === "") && (changes > 0 || !["renamed", "copied", "unchanged"].includes(status));
}

/** `.gitattributes` of the base, and both sides of each file, in one request. */
async function readSides(
  client: GithubClient,
  name: RepositoryName,
  files: readonly ChangedFile[],
  { base, head }: DiffEnds,
) {
  const ends = files.map((file) => [
    base === undefined ? "" : `${base}:${file.previous_filename ?? file.filename}`,
    `${head}:${file.filename}`,
  ]);
  const expressions = [base === undefined ? "" : `${base}:.gitattributes`, ...ends.flat()];
  const asked = expressions.filter((expression) => expression !== "");
  const read = asked.length === 0 ? [] : (await readObjects(client, name, asked)).objects;
  const blobs = expressions.map((expression) => blobOf(read[asked.indexOf(expression)]));
  return {
    generatedGlobs: markedGenerated(blobs[0]?.text ?? ""),
    sides: files.map((_, index) => [blobs[1 + 2 * index], blobs[2 + 2 * index]]),
  };
}

function blobOf(object: GitObject | undefined): Side {
  return object?.kind === "Blob" ? object : undefined;
}

async function compare(
  client: GithubClient,
  name: RepositoryName,
  row: ChangedFile,
  sides: readonly Side[],
): Promise<Facts> {
  if (sides.some((side) => side?.isBinary)) return { binary: true, omitted: undefined };
  if (sides.some((side) => side && side.byteSize > MOST_BYTES)) return { binary: false, omitted: "too_large" };
  const [before = "", after = ""] = await Promise.all(sides.map((side) => readSide(client, name, side)));
  const hunks = diffTexts(before, after);
  return { binary: false, omitted: undefined, hunks, modeChanged: hunks.length === 0 && row.status === "modified" };
}

async function readSide(client: GithubClient, name: RepositoryName, side: Side): Promise<string | undefined> {
  if (!side) return undefined;
  const text = side.isTruncated ? undefined : (side.text ?? undefined);
  return readBlobText(client, name, { oid: side.oid, text });
}

/** Patterns marked `linguist-generated`; `-linguist-generated` and `=false` unmark. */
function markedGenerated(attributes: string): string[] {
  return attributes.split("\n").flatMap((line) => {
    const [pattern, ...marks] = line.trim().split(/\s+/);
    const marked = marks.some((mark) => mark === "linguist-generated" || mark === "linguist-generated=true");
    return pattern !== undefined && marked ? [pattern] : [];
  });
}
