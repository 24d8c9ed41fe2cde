import type { PathEntry } from "../state/git.ts";
import { entryAt, readBlob } from "../state/git.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { encodePath } from "./path.ts";
import { repositoryHtmlUrl, repositoryUrl } from "./repository.ts";

/** Where a content object was read from. */
export interface ContentPlace {
  world: World;
  repository: Repository;
  /** Ref as asked, or the default branch. */
  ref: string;
  /** Root tree of that ref. */
  tree: string;
}

const TYPES: Record<PathEntry["mode"], "file" | "dir" | "symlink" | "submodule"> = {
  "100644": "file",
  "100755": "file",
  "120000": "symlink",
  "160000": "submodule",
  "040000": "dir",
};

/** JSON carries content up to 1 MB; beyond it only the raw media type (and blobs) do. */
const MAX_JSON_BYTES = 1_048_576;

/** Base64 in lines of 60 characters, each ended by a newline: GitHub's way. */
export function base64Lines(data: Buffer): string {
  return data.toString("base64").replace(/.{1,60}/g, "$&\n");
}

/** The members that every kind of content has: the row of a directory listing. */
export function contentRowShape(place: ContentPlace, entry: PathEntry, shownType = TYPES[entry.mode]) {
  const { world, repository, ref } = place;
  const path = encodePath(entry.path);
  const dir = entry.mode === "040000";
  const submodule = entry.mode === "160000";
  const self = `${repositoryUrl(world, repository)}/contents/${path}?ref=${encodeURIComponent(ref)}`;
  const git = submodule ? null : `${repositoryUrl(world, repository)}/git/${dir ? "trees" : "blobs"}/${entry.oid}`;
  const html = submodule ? null : `${repositoryHtmlUrl(world, repository)}/${dir ? "tree" : "blob"}/${ref}/${path}`;
  return {
    type: shownType,
    size: readBlob(repository.git, entry.oid)?.data.length ?? 0,
    name: entry.path.slice(entry.path.lastIndexOf("/") + 1),
    path: entry.path,
    sha: entry.oid,
    url: self,
    git_url: git,
    html_url: html,
    download_url: dir || submodule ? null : `${repositoryHtmlUrl(world, repository)}/raw/${ref}/${path}`,
    _links: { self, git, html },
  };
}

/** A file with its content, or without where it exceeds the JSON limit (`encoding: "none"`). */
export function fileShape(place: ContentPlace, entry: PathEntry) {
  const data = readBlob(place.repository.git, entry.oid)?.data ?? Buffer.alloc(0);
  const large = data.length > MAX_JSON_BYTES;
  return {
    ...contentRowShape(place, entry),
    content: large ? "" : base64Lines(data),
    encoding: large ? "none" : "base64",
  };
}

function submoduleUrl({ repository, tree }: ContentPlace, path: string): string {
  const entry = entryAt(repository.git, tree, ".gitmodules");
  const text = entry ? (readBlob(repository.git, entry.oid)?.data.toString() ?? "") : "";
  const section = text.split("[submodule").find((part) => part.includes(`path = ${path}\n`));
  return /url = (\S+)/.exec(section ?? "")?.[1] ?? `https://github.com/${repository.fullName}`;
}

/** Where a symlink points, as a path from the root; undefined outside the repository. */
function targetOf(path: string, target: string): string | undefined {
  if (target.startsWith("/")) return undefined;
  const parts = path.split("/").slice(0, -1);
  for (const part of target.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

/**
 * One path as GET /contents answers it. A symlink to a file in the repository answers with that file's content under the
 * link's own name; any other symlink, a submodule and a directory answer as themselves.
 */
export function contentShape(place: ContentPlace, entry: PathEntry): unknown {
  const { git } = place.repository;
  if (entry.mode === "160000")
    return { ...contentRowShape(place, entry), submodule_git_url: submoduleUrl(place, entry.path) };
  if (entry.mode !== "120000") return fileShape(place, entry);
  const target = readBlob(git, entry.oid)?.data.toString() ?? "";
  const targetPath = targetOf(entry.path, target);
  const found = targetPath === undefined ? undefined : entryAt(git, place.tree, targetPath);
  if (found?.mode === "100644" || found?.mode === "100755") return fileShape(place, { ...found, path: entry.path });
  return { ...contentRowShape(place, entry), target };
}
