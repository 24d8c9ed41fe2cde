import type { GithubClient } from "../github-client.ts";
import { readObjects, readTrees, type GitObject, type TreeEntry } from "../contents/objects.ts";
import type { RepositoryName } from "./repositories.ts";

/** A text that new issues or pull requests start from. */
export interface Template {
  kind: "issue" | "pull_request";
  /** The file's name, without its ending. */
  name: string;
  body: string;
}

/** Where GitHub looks for templates: a file in one of three folders, or a folder of several. */
const FOLDERS = ["", ".github", "docs"];
const SEVERAL: Readonly<Record<string, Template["kind"]>> = {
  ".github/ISSUE_TEMPLATE": "issue",
  ".github/PULL_REQUEST_TEMPLATE": "pull_request",
};
const TEXT = /\.(?:md|ya?ml|txt)$/i;

/** Reads the templates on the default branch, in two requests. */
export async function readTemplates(client: GithubClient, name: RepositoryName): Promise<Template[]> {
  const folders = [...FOLDERS, ...Object.keys(SEVERAL)];
  const trees = await readTrees(
    client,
    name,
    folders.map((folder) => `HEAD:${folder}`),
  );
  const found = folders.flatMap((folder, index) => (trees[index] ?? []).flatMap((entry) => templateAt(folder, entry)));
  if (found.length === 0) return [];
  const { objects: blobs } = await readObjects(
    client,
    name,
    found.map(({ oid }) => oid),
  );
  return found.map((template, index) => ({ kind: template.kind, name: template.name, body: textOf(blobs[index]) }));
}

function templateAt(
  folder: string,
  { name, type, oid }: TreeEntry,
): { kind: Template["kind"]; name: string; oid: string }[] {
  const kind = SEVERAL[folder] ?? kindOf(name);
  // `config.yml` only says which links stand beside the templates.
  if (kind === undefined || type !== "blob" || !TEXT.test(name) || /^config\.ya?ml$/i.test(name)) return [];
  return [{ kind, name: name.replace(TEXT, ""), oid }];
}

function kindOf(name: string): Template["kind"] | undefined {
  if (/^pull_request_template\./i.test(name)) return "pull_request";
  return /^issue_template\./i.test(name) ? "issue" : undefined;
}

function textOf(object: GitObject | undefined): string {
  return object?.kind === "Blob" ? (object.text ?? "") : "";
}
