import { diffTexts, readFileDiff, type FileDiff, type FileStatus, type VendorFile } from "@fairlead/domain/diff";
import { textOf } from "@fairlead/domain/file-text";
import { readFile } from "./files.ts";
import type { GitlabClient } from "./gitlab-client.ts";

/** One changed file as GitLab lists it. */
export interface UpstreamDiff {
  diff?: string | null;
  new_path: string;
  old_path: string;
  a_mode?: string | null;
  b_mode?: string | null;
  new_file?: boolean | null;
  renamed_file?: boolean | null;
  deleted_file?: boolean | null;
  generated_file?: boolean | null;
  collapsed?: boolean | null;
  too_large?: boolean | null;
}

/** The commits that files were compared between; a root commit has no base. */
export interface DiffEnds {
  base: string | undefined;
  head: string;
}

/** Files without a diff whose sides are compared here, and how large each side may be. */
const MOST_FILES = 10;
const MOST_BYTES = 1024 * 1024;

/** Makes GitLab's rows ready to be packed. It shows no diff of long files: those are read and compared, within limits. */
export async function readDiffFiles(
  client: GitlabClient,
  project: string,
  rows: readonly UpstreamDiff[],
  ends: DiffEnds,
): Promise<FileDiff[]> {
  const bare = rows.filter(isBare).slice(0, MOST_FILES);
  const compared = new Map(
    await Promise.all(bare.map(async (row) => [row, await compare(client, project, row, ends)] as const)),
  );
  return rows.map((row) => readFileDiff({ ...toVendorFile(row), ...compared.get(row) }));
}

/** One row as it stands; a file without a diff is taken for one too large. */
export function toVendorFile(row: UpstreamDiff): VendorFile {
  const patch = row.diff ?? "";
  const binary = /^Binary files /m.test(patch.split("\n@@", 1)[0] ?? "") && !patch.includes("@@");
  return {
    path: row.new_path,
    previousPath: row.renamed_file === true ? row.old_path : undefined,
    status: statusOf(row),
    patch: binary ? "" : patch,
    binary,
    modeChanged: row.new_file !== true && row.deleted_file !== true && row.a_mode !== row.b_mode,
    ...(row.generated_file === true && { generatedGlobs: [row.new_path] }),
    ...(isBare(row) && { omitted: "too_large" }),
  };
}

function statusOf(row: UpstreamDiff): FileStatus {
  if (row.new_file === true) return "added";
  if (row.deleted_file === true) return "removed";
  if (row.renamed_file === true) return "renamed";
  return (row.diff ?? "") === "" && row.a_mode !== row.b_mode && !isBare(row) ? "changed" : "modified";
}

/** Before 18.4 nothing says so: then any file is, that has no diff and did not only move or change its mode. */
function isBare(row: UpstreamDiff): boolean {
  const { diff, collapsed, too_large: tooLarge } = row;
  if ((diff ?? "") !== "") return false;
  if (typeof collapsed === "boolean" || typeof tooLarge === "boolean") return collapsed === true || tooLarge === true;
  return row.new_file === true || row.deleted_file === true || (row.renamed_file !== true && row.a_mode === row.b_mode);
}

async function compare(
  client: GitlabClient,
  project: string,
  row: UpstreamDiff,
  { base, head }: DiffEnds,
): Promise<Pick<VendorFile, "binary" | "omitted" | "hunks">> {
  // Without a base there is nothing to compare with.
  if (!base && row.new_file !== true) return { binary: false, omitted: "too_large" };
  const [before, after] = await Promise.all([
    row.new_file === true || !base ? undefined : readFile(client, project, row.old_path, base),
    row.deleted_file === true ? undefined : readFile(client, project, row.new_path, head),
  ]);
  const sides = [before, after].map((side) => side?.bytes ?? Buffer.alloc(0));
  if (sides.some(({ length }) => length > MOST_BYTES)) return { binary: false, omitted: "too_large" };
  const [old, now] = sides.map(textOf);
  if (old === undefined || now === undefined) return { binary: true, omitted: undefined };
  return { binary: false, omitted: undefined, hunks: diffTexts(old, now) };
}
