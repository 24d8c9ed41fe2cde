import type { Token } from "../state/token.ts";

const FAMILIES = ["channels", "groups", "im", "mpim"] as const;
const families = (what: string): string[] => FAMILIES.map((family) => `${family}:${what}`);

/** Everything that the connector's app asks for. */
const USER_SCOPES = [
  ...families("read"),
  ...families("history"),
  ...families("write"),
  "search:read",
  ...["public", "private", "im", "mpim", "files", "users"].map((what) => `search:read.${what}`),
  "users:read",
  "users:read.email",
  "users.profile:read",
  "usergroups:read",
  "team:read",
  "emoji:read",
  "dnd:read",
  "reactions:read",
  "pins:read",
  "bookmarks:read",
  "files:read",
  "canvases:read",
  "lists:read",
  "chat:write",
  "reactions:write",
  "files:write",
  "usergroups:write",
  "users.profile:write",
  "users:write",
  "dnd:write",
  "reminders:read",
  "reminders:write",
];

const BOT_SCOPES = [
  ...families("history"),
  "chat:write",
  "chat:write.public",
  "app_mentions:read",
  "channels:read",
  "channels:manage",
  "channels:join",
  "reactions:write",
  "users:read",
];

export const seedTokens = {
  mlind: "xoxp-1000-2001-maja",
  trenn: "xoxp-1000-2002-tom",
  iokafor: "xoxp-1000-2003-ifeoma",
  guest: "xoxp-1000-2012-robin",
  bot: "xoxb-1000-2091-fairlead",
  north: "xoxp-3000-4001-noor",
} as const;

export type SeededToken = keyof typeof seedTokens;

export const tokenRows: readonly Token[] = [
  ...(
    [
      ["mlind", "U0HARBOR01"],
      ["trenn", "U0HARBOR02"],
      ["iokafor", "U0HARBOR03"],
      ["guest", "U0HARBOR12"],
    ] as const
  ).map(([name, userId]): Token => {
    const scopes = new Set(USER_SCOPES);
    return { secret: seedTokens[name], kind: "user", userId, teamId: "T0HARBOR1", scopes };
  }),
  { secret: seedTokens.bot, kind: "bot", userId: "U0HARBOR92", teamId: "T0HARBOR1", scopes: new Set(BOT_SCOPES) },
  { secret: seedTokens.north, kind: "user", userId: "U0NORTH001", teamId: "T0NORTH01", scopes: new Set(USER_SCOPES) },
];
