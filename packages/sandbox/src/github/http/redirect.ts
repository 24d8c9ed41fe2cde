import type { World } from "../state/world.ts";
import { findRepository } from "../state/world.ts";
import { canSee } from "./repository-of.ts";
import type { Repository } from "../state/repository.ts";
import type { Reply } from "./route.ts";
import type { Viewer } from "./viewer.ts";

/** `/repositories/{id}/…`, where redirects lead, under the repository's name. */
export function byName(world: World, path: string): string {
  const split = /^\/repositories\/(\d+)(\/.*)?$/.exec(path);
  const repository = split?.[1] === undefined ? undefined : world.repositories.get(Number(split[1]));
  return repository ? `/repos/${repository.fullName}${split?.[2] ?? ""}` : path;
}

/**
 * The answer for a repository's former name and a transferred issue's former number: 301, or 307 where the method must be
 * kept. Undefined for other paths.
 */
export function movedReply(
  world: World,
  viewer: Viewer,
  method: string,
  path: string,
  query: string,
): Reply | undefined {
  const split = /^\/repos\/([^/]+\/[^/]+)(\/.*)?$/.exec(path);
  const found = split?.[1] === undefined ? undefined : findRepository(world, decodeURIComponent(split[1]));
  if (!found || !canSee(viewer, found.repository)) return undefined;
  const rest = split?.[2] ?? "";
  const place = transferredPlace(world, viewer, found.repository, rest);
  if (!found.moved && place === undefined) return undefined;
  const safe = method === "GET" || method === "HEAD";
  const url = `${world.urls.rest}${place ?? `/repositories/${found.repository.id}${rest}`}${query}`;
  return {
    status: safe ? 301 : 307,
    headers: { location: url },
    body: {
      message: safe ? "Moved Permanently" : "Temporary Redirect",
      url,
      documentation_url: "https://docs.github.com/rest",
    },
  };
}

/** Undefined where nothing was transferred, or the viewer may not see where to: there, its old number is not found. */
function transferredPlace(world: World, viewer: Viewer, from: Repository, rest: string): string | undefined {
  const [, number, below = ""] = /^\/issues\/(\d+)(\/.*)?$/.exec(rest) ?? [];
  const ref = from.issues.transferred.get(Number(number));
  const to = ref && world.repositories.get(ref.repositoryId);
  return ref && to && canSee(viewer, to) ? `/repositories/${to.id}/issues/${ref.number}${below}` : undefined;
}
