import type { Repository } from "./repository.ts";

/** Global id of a commit, tree, blob or ref: it holds the repository's id and the object's name. */
export function objectNodeId(prefix: "C" | "T" | "B" | "REF" | "TA", repository: Repository, name: string): string {
  return `${prefix}_${Buffer.from(`${repository.id}:${name}`).toString("base64url")}`;
}
