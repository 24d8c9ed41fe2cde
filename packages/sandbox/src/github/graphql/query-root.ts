import { nodeId } from "../state/node-id.ts";
import { canSee } from "../http/repository-of.ts";
import { isoTime } from "../shape/time.ts";
import { findAccount, findRepository } from "../state/world.ts";
import { findNode } from "./find-node.ts";
import { graphqlRefusal } from "./graphql-refusal.ts";
import type { Entity, Lens } from "./lens.ts";
import type { SearchArguments } from "./search.ts";
import { searchConnection } from "./search.ts";

function rateLimit({ world, viewer }: Lens, nodeCount: number): Record<string, unknown> {
  const state = world.limits.read(viewer.account.login, "graphql");
  // The server takes this query's point once it has been answered.
  return {
    cost: 1,
    limit: state.limit,
    nodeCount,
    remaining: Math.max(0, state.remaining - 1),
    used: state.used + 1,
    resetAt: isoTime(state.resetAtMs),
  };
}

function repositoryByName(lens: Lens, owner: string, name: string, followRenames: boolean): Entity {
  const found = findRepository(lens.world, `${owner}/${name}`);
  if (!found || (found.moved && !followRenames) || !canSee(lens.viewer, found.repository)) {
    throw graphqlRefusal("NOT_FOUND", `Could not resolve to a Repository with the name '${owner}/${name}'.`);
  }
  return lens.repository(found.repository);
}

/** The fields of `Query`. `nodeCount` is what the query may fetch at most. */
export function queryRoot(lens: Lens, nodeCount: number): Record<string, unknown> {
  const accountOf = (login: string, kind: "User" | "Organization"): Entity => {
    const account = findAccount(lens.world, login);
    if (account?.type !== kind)
      throw graphqlRefusal("NOT_FOUND", `Could not resolve to a ${kind} with the login of '${login}'.`);
    return lens.account(account);
  };
  return {
    id: nodeId("Q", 1),
    // The type says User, also where an app asks.
    viewer: () => ({ ...lens.account(lens.viewer.account), __typename: "User" }),
    rateLimit: () => rateLimit(lens, nodeCount),
    repository: ({ owner, name, followRenames }: { owner: string; name: string; followRenames?: boolean | null }) =>
      repositoryByName(lens, owner, name, followRenames ?? true),
    search: (args: SearchArguments) => searchConnection(lens, args),
    node: ({ id }: { id: string }) => findNode(lens, id),
    nodes: ({ ids }: { ids: readonly string[] }) => ids.map((id) => findNode(lens, id)),
    user: ({ login }: { login: string }) => accountOf(login, "User"),
    organization: ({ login }: { login: string }) => accountOf(login, "Organization"),
  };
}
