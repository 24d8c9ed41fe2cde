import { newChannel, type Channel } from "./channel.ts";
import { newUser, type User } from "./user.ts";

/** People and channels beside the seeded ones, made when somebody looks: 200,000 of them cost no memory. */
export interface Crowd {
  users: number;
  channels: number;
}

const FIRST = [
  "Ada",
  "Bela",
  "Carla",
  "Dario",
  "Edda",
  "Finn",
  "Greta",
  "Hugo",
  "Ida",
  "Jonas",
  "Kaya",
  "Levi",
] as const;
const LAST = [
  "Ahrens",
  "Brandt",
  "Costa",
  "Duarte",
  "Ek",
  "Falk",
  "Grau",
  "Holm",
  "Iversen",
  "Jansen",
  "Kern",
] as const;
const TOPIC = ["team", "proj", "help", "ops", "news", "club"] as const;

/** Digits and letters, as Slack's ids have them. */
const numbered = (prefix: string, index: number): string => prefix + index.toString(36).toUpperCase().padStart(6, "0");
const indexIn = (prefix: string, id: string): number | undefined => {
  if (!id.startsWith(prefix) || id.length !== prefix.length + 6) return undefined;
  const index = Number.parseInt(id.slice(prefix.length).toLowerCase(), 36);
  return Number.isNaN(index) ? undefined : index;
};

const USER = "U0CROWD";
const CHANNEL = "C0CROWD";

export function crowdUserId(index: number): string {
  return numbered(USER, index);
}

export function crowdUser(crowd: Crowd, teamId: string, id: string): User | undefined {
  const index = indexIn(USER, id);
  if (index === undefined || index >= crowd.users) return undefined;
  const first = FIRST[index % FIRST.length] ?? "Ada";
  const last = LAST[Math.floor(index / FIRST.length) % LAST.length] ?? "Ek";
  const name = `${first}.${last}.${index}`.toLowerCase();
  return newUser({ id, teamId, name, realName: `${first} ${last} ${index}`, displayName: name });
}

/** The person whom a handle or an e-mail address names, without looking through all of them. */
export function crowdUserNamed(crowd: Crowd, teamId: string, handle: string): User | undefined {
  const index = Number(/\.(\d+)$/.exec(handle)?.[1] ?? Number.NaN);
  if (!Number.isInteger(index)) return undefined;
  const user = crowdUser(crowd, teamId, crowdUserId(index));
  return user?.name === handle ? user : undefined;
}

export function crowdChannelId(index: number): string {
  return numbered(CHANNEL, index);
}

export function crowdChannel(crowd: Crowd, teamId: string, id: string, memberId: string): Channel | undefined {
  const index = indexIn(CHANNEL, id);
  if (index === undefined || index >= crowd.channels) return undefined;
  // Everybody is in every fiftieth of them.
  const members = new Set(index % 50 === 0 ? [memberId] : []);
  return newChannel({ id, teamId, name: `${TOPIC[index % TOPIC.length]}-${index}`, members });
}

export function crowdChannelNamed(crowd: Crowd, teamId: string, name: string, memberId: string): Channel | undefined {
  const index = Number(/-(\d+)$/.exec(name)?.[1] ?? Number.NaN);
  if (!Number.isInteger(index)) return undefined;
  const channel = crowdChannel(crowd, teamId, crowdChannelId(index), memberId);
  return channel?.name === name ? channel : undefined;
}
