import type { Channel } from "./channel.ts";
import type { User } from "./user.ts";
import type { World } from "./world.ts";

const FIRST_TEAM = "T0HARBOR1";

/** A channel of the first workspace, by its name. @throws Error when there is none */
export function channelNamed(world: World, name: string): Channel {
  for (const channel of world.channels.values()) {
    if (channel.teamId === FIRST_TEAM && (channel.name === name || channel.id === name)) return channel;
  }
  throw new Error(`no channel ${name}`);
}

/** A person of the first workspace, by handle. @throws Error when there is none */
export function userNamed(world: World, name: string): User {
  for (const user of world.users.values()) if (user.teamId === FIRST_TEAM && user.name === name) return user;
  throw new Error(`no user ${name}`);
}
