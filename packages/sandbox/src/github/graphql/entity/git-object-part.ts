import { objectNodeId } from "../../state/object-node-id.ts";
import type { Repository } from "../../state/repository.ts";
import type { Lens } from "../lens.ts";
import { repositorySiteUrl } from "../site-url.ts";

/** What every `GitObject` has. */
export function gitObjectPart(
  lens: Lens,
  repository: Repository,
  prefix: "B" | "T" | "C" | "TA",
  oid: string,
): Record<string, unknown> {
  const { url, resourcePath } = repositorySiteUrl(lens.world, repository, `/commit/${oid}`);
  return {
    id: objectNodeId(prefix, repository, oid),
    oid,
    abbreviatedOid: oid.slice(0, 7),
    commitUrl: url,
    commitResourcePath: resourcePath,
    repository: () => lens.repository(repository),
  };
}
