import { repositoryHtmlUrl } from "../shape/repository.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";

/** `url` and `resourcePath` of a page of the site: the second is the first without the host. */
export function siteUrl(world: World, path: string): { url: string; resourcePath: string } {
  return { url: `${world.urls.html}${path}`, resourcePath: path };
}

/** The same for a page below a repository. */
export function repositorySiteUrl(
  world: World,
  repository: Repository,
  path: string,
): { url: string; resourcePath: string } {
  const url = `${repositoryHtmlUrl(world, repository)}${path}`;
  return { url, resourcePath: url.slice(world.urls.html.length) };
}
