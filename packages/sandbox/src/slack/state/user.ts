/** A person or an app's bot of one workspace. */
export interface User {
  /** `U…` */
  id: string;
  teamId: string;
  /** The handle, without `@`. */
  name: string;
  realName: string;
  displayName: string;
  title: string;
  email: string | undefined;
  tz: string;
  kind: "admin" | "member" | "guest" | "single_channel_guest" | "bot";
  /** `B…` of a bot. */
  botId?: string;
  deleted: boolean;
  /** Belongs to another organization, and is seen here through a shared channel. */
  strangerOf?: string;
  status: { text: string; emoji: string; expirationS: number };
  away: boolean;
  /** Do-not-disturb until, in seconds since the epoch; 0 = off. */
  snoozeUntilS: number;
  phone: string;
  pronouns: string;
  /** Custom profile fields by id (`Xf…`). */
  fields: Record<string, string>;
  updatedS: number;
}

/** A person with everything that a seed leaves unsaid. */
export function newUser(facts: Pick<User, "id" | "teamId" | "name" | "realName"> & Partial<User>): User {
  return {
    displayName: facts.name,
    title: "",
    email: `${facts.name}@harbor.example`,
    tz: "Europe/Paris",
    kind: "member",
    deleted: false,
    status: { text: "", emoji: "", expirationS: 0 },
    away: false,
    snoozeUntilS: 0,
    phone: "",
    pronouns: "",
    fields: {},
    updatedS: 1_760_000_000,
    ...facts,
  };
}
