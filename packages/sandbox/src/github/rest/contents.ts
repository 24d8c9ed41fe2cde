import { treeAt } from "../http/at-ref.ts";
import { mediaType } from "../http/media-type.ts";
import { forbidden, notFound } from "../http/refusals.ts";
import { repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply } from "../http/route.ts";
import { Refusal, route } from "../http/route.ts";
import type { ContentPlace } from "../shape/content.ts";
import { contentRowShape, contentShape, fileShape } from "../shape/content.ts";
import type { PathEntry } from "../state/git.ts";
import { entryAt, readBlob, readTree } from "../state/git.ts";

/** Directories are cut here, without a word. */
const MAX_ENTRIES = 1000;
const MAX_RAW_BYTES = 104_857_600;

function placeOf(call: Call): ContentPlace {
  const repository = repositoryOf(call);
  if (repository.git.refs.size === 0) throw new Refusal(404, "This repository is empty.");
  const ref = call.query.get("ref") ?? repository.defaultBranch;
  return { world: call.world, repository, ref, tree: treeAt(repository, ref) };
}

function directory(place: ContentPlace, entry: PathEntry): unknown[] {
  const prefix = entry.path === "" ? "" : `${entry.path}/`;
  const rows = (readTree(place.repository.git, entry.oid)?.entries ?? []).slice(0, MAX_ENTRIES);
  return rows.map(({ name, mode, oid }) => {
    const row = { path: prefix + name, mode, oid };
    // In listings GitHub calls a submodule "file", for compatibility with old clients.
    return mode === "160000" ? contentRowShape(place, row, "file") : contentRowShape(place, row);
  });
}

function raw(place: ContentPlace, entry: PathEntry): Reply {
  const data = readBlob(place.repository.git, entry.oid)?.data;
  if (!data) throw notFound();
  if (data.length > MAX_RAW_BYTES) {
    throw new Refusal(
      403,
      "This API returns blobs up to 100 MB in size. The requested blob is too large to fetch via the API.",
      [{ resource: "Blob", field: "data", code: "too_large" }],
    );
  }
  return { status: 200, raw: data, headers: { "content-type": "application/vnd.github.raw; charset=utf-8" } };
}

/** A file, directory, symlink or submodule at the path. */
function read(call: Call): Reply {
  const place = placeOf(call);
  const entry = entryAt(place.repository.git, place.tree, call.params["path"] ?? "");
  if (!entry) throw notFound();
  const media = mediaType(call);
  if (entry.mode === "040000") {
    if (media !== "object") return { status: 200, body: directory(place, entry) };
    return { status: 200, body: { ...contentRowShape(place, entry), entries: directory(place, entry) } };
  }
  if (media === "raw" && entry.mode !== "160000") return raw(place, entry);
  const size = readBlob(place.repository.git, entry.oid)?.data.length ?? 0;
  if (size > MAX_RAW_BYTES) throw forbidden("This API returns blobs up to 100 MB in size.");
  return { status: 200, body: contentShape(place, entry) };
}

const README = /^readme(\.(md|markdown|rst|txt))?$/i;

function readme(call: Call): Reply {
  const place = placeOf(call);
  const dir = entryAt(place.repository.git, place.tree, call.params["dir"] ?? "");
  const row =
    dir &&
    readTree(place.repository.git, dir.oid)?.entries.find(({ name, mode }) => README.test(name) && mode !== "040000");
  if (!dir || !row) throw notFound();
  const entry = { path: dir.path === "" ? row.name : `${dir.path}/${row.name}`, mode: row.mode, oid: row.oid };
  return mediaType(call) === "raw" ? raw(place, entry) : { status: 200, body: fileShape(place, entry) };
}

export const contentRoutes = [
  route("GET", "/repos/{owner}/{repo}/contents", read),
  route("GET", "/repos/{owner}/{repo}/contents/{path}", read),
  route("GET", "/repos/{owner}/{repo}/readme", readme),
  route("GET", "/repos/{owner}/{repo}/readme/{dir}", readme),
];
