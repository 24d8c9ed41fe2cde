import type { FileText } from "./fit-files.ts";

interface Output {
  files?: readonly FileText[] | undefined;
  entries?: readonly { path: string; type: string; size?: number | undefined }[] | undefined;
  commit_sha: string;
  note?: string | undefined;
}

/** Files as a person would print them: a line on each, then its text. */
export function filesText({ files = [], entries = [], commit_sha, note }: Output): string {
  const folders = entries.map(
    ({ path, type, size }) => `${type === "directory" ? `${path}/` : path}${facts(type, size)}`,
  );
  return [
    `commit ${commit_sha}`,
    ...files.map(fileText),
    ...(folders.length > 0 ? [folders.join("\n")] : []),
    ...(note === undefined ? [] : [`[${note}]`]),
  ].join("\n\n");
}

function facts(type: string, size: number | undefined): string {
  if (type === "symlink" || type === "submodule") return ` (${type})`;
  return size === undefined ? "" : ` ${size}`;
}

function fileText(file: FileText): string {
  const lines = file.from_line === undefined ? [] : [`lines ${file.from_line}-${file.to_line} of ${file.total_lines}`];
  const head = [
    ...lines,
    ...(file.sha === undefined ? [] : [`blob ${file.sha}`]),
    ...(file.note === undefined ? [] : [file.note]),
  ];
  return [
    `== ${file.path}${head.length > 0 ? ` (${head.join(", ")})` : ""}`,
    ...(file.text === undefined || file.text === "" ? [] : [file.text]),
    ...(file.next === undefined ? [] : [`[more: ${file.next}]`]),
  ].join("\n");
}
