import type { User } from "../state/account.ts";
import { userNamed, type World } from "../state/world.ts";

/** How people stand in everything else. */
export function userShape(world: World, user: User) {
  return {
    id: user.id,
    username: user.username,
    name: user.name,
    state: "active",
    locked: false,
    avatar_url: null,
    web_url: `${world.url}/${user.username}`,
  };
}

/** By username. */
export function personShape(world: World, username: string) {
  return userShape(world, userNamed(world, username));
}

export const iso = (atMs: number): string => new Date(atMs).toISOString();
export const isoOrNull = (atMs: number | undefined): string | null => (atMs === undefined ? null : iso(atMs));
