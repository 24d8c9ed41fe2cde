import { searchPage, searchScope, searchWords } from "../http/search.ts";
import { mediaType } from "../http/media-type.ts";
import { invalid } from "../http/refusals.ts";
import type { Call, Reply } from "../http/route.ts";
import { route } from "../http/route.ts";
import { encodePath } from "../shape/path.ts";
import { repositoryHtmlUrl, repositoryShape, repositoryUrl } from "../shape/repository.ts";
import { textMatchesShape } from "../shape/text-matches.ts";
import { isBinary, readBlob, readCommit, resolveCommit, walkTree } from "../state/git.ts";
import { languageOf } from "../state/languages.ts";
import type { Repository } from "../state/repository.ts";
import type { Words } from "../state/search/words.ts";

/** Larger files are not in the index. */
const MAX_INDEXED_BYTES = 393_216;

interface Hit {
  repository: Repository;
  path: string;
  oid: string;
  commit: string;
  text: string;
  score: number;
}

/** `name:value` and `-name:value` of one qualifier against a test: any of the wanted, none of the excluded. */
function fits({ qualifiers }: Words, name: string, test: (value: string) => boolean): boolean {
  const wanted = qualifiers.get(name) ?? [];
  return (wanted.length === 0 || wanted.some(test)) && !(qualifiers.get(`-${name}`) ?? []).some(test);
}

function pathFits(words: Words, path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  // A file's own path finds nothing, and no error says so.
  const inFolder = (folder: string): boolean =>
    folder === "/" ? !path.includes("/") : path.startsWith(`${folder.replace(/^\/|\/$/g, "")}/`);
  return (
    fits(words, "path", inFolder) &&
    fits(words, "filename", (wanted) => name.toLowerCase() === wanted.toLowerCase()) &&
    fits(words, "extension", (wanted) => name.toLowerCase().endsWith(`.${wanted.toLowerCase().replace(/^\./, "")}`)) &&
    fits(words, "language", (wanted) => languageOf(path)?.toLowerCase() === wanted.toLowerCase())
  );
}

/** Code search knows default branches only, and forks only where they are asked for. */
function hitsIn(repository: Repository, words: Words): Hit[] {
  const commit = resolveCommit(repository.git, "HEAD", repository.defaultBranch);
  const tree = commit && readCommit(repository.git, commit)?.tree;
  if (!commit || !tree) return [];
  const places = (words.qualifiers.get("in") ?? ["file"]).join(",").split(",");
  return [...walkTree(repository.git, tree)].flatMap(({ path, oid, mode }) => {
    const data = mode === "120000" ? undefined : readBlob(repository.git, oid)?.data;
    if (!data || data.length > MAX_INDEXED_BYTES || isBinary(data) || !pathFits(words, path)) return [];
    const text = data.toString();
    const searched = `${places.includes("file") ? text : ""}\n${places.includes("path") ? path : ""}`.toLowerCase();
    if (!words.terms.every((term) => searched.includes(term))) return [];
    const score = words.terms.reduce((sum, term) => sum + Math.min(searched.split(term).length - 1, 5), 1);
    return [{ repository, path, oid, commit, text, score }];
  });
}

function search(call: Call): Reply {
  const words = searchWords(call);
  if (words.terms.length === 0) throw invalid("Search", "q", "invalid", "The search must include at least one term.");
  const forks = (words.qualifiers.get("fork") ?? ["false"])[0];
  const scope = searchScope(call, words).filter(
    ({ parent }) => forks === "true" || (forks === "only" ? parent !== undefined : parent === undefined),
  );
  const rows = scope.flatMap((repository) => hitsIn(repository, words)).toSorted((a, b) => b.score - a.score);
  const wantsMatches = mediaType(call) === "text-match";
  return searchPage(call, rows, ({ repository, path, oid, commit, text, score }) => {
    const url = `${repositoryUrl(call.world, repository)}/contents/${encodePath(path)}?ref=${commit}`;
    return {
      name: path.slice(path.lastIndexOf("/") + 1),
      path,
      sha: oid,
      url,
      git_url: `${repositoryUrl(call.world, repository)}/git/blobs/${oid}`,
      html_url: `${repositoryHtmlUrl(call.world, repository)}/blob/${commit}/${encodePath(path)}`,
      repository: repositoryShape(call.world, repository, call.viewer.account),
      score,
      ...(wantsMatches
        ? { text_matches: textMatchesShape(text, words.terms, { url, type: "FileContent", property: "content" }) }
        : {}),
    };
  });
}

export const searchCodeRoutes = [route("GET", "/search/code", search)];
