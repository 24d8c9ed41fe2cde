import type { ScopeFacts } from "@fairlead/core";

/**
 * The OAuth scopes that tools may need, each with what a person reads on the consent page.
 *
 * Slack has a scope per kind of conversation. A tool names the one for public channels, and any of its family is enough to
 * list it: that is what `implies` says here. What the conversation at hand needs, Slack says when it is called.
 */
export const scopes: Readonly<Record<string, ScopeFacts>> = {
  "channels:read": { sentence: "See the public channels of your workspace" },
  "groups:read": { sentence: "See the private channels you are in", implies: ["channels:read"] },
  "im:read": { sentence: "See your direct messages", implies: ["channels:read"] },
  "mpim:read": { sentence: "See your group messages", implies: ["channels:read"] },
  "channels:history": { sentence: "Read messages of public channels" },
  "groups:history": { sentence: "Read messages of private channels you are in", implies: ["channels:history"] },
  "im:history": { sentence: "Read your direct messages", implies: ["channels:history"] },
  "mpim:history": { sentence: "Read your group messages", implies: ["channels:history"] },
  "search:read": { sentence: "Search messages and files you can see" },
  "search:read.public": { sentence: "Search public channels", implies: ["search:read"] },
  "search:read.private": { sentence: "Search private channels you are in", implies: ["search:read"] },
  "search:read.im": { sentence: "Search your direct messages", implies: ["search:read"] },
  "search:read.mpim": { sentence: "Search your group messages", implies: ["search:read"] },
  "search:read.files": { sentence: "Search files you can see", implies: ["search:read"] },
  "search:read.users": { sentence: "Search people" },
  "users:read": { sentence: "See people and how they are doing" },
  "users:read.email": { sentence: "See people's e-mail addresses" },
  "users.profile:read": { sentence: "See profile fields" },
  "usergroups:read": { sentence: "See user groups and who is in them" },
  "team:read": { sentence: "See the workspace's name and plan" },
  "emoji:read": { sentence: "See the workspace's emoji" },
  "dnd:read": { sentence: "See who does not want to be disturbed" },
  "reactions:read": { sentence: "See reactions" },
  "pins:read": { sentence: "See pinned messages" },
  "bookmarks:read": { sentence: "See bookmarks and featured workflows of channels" },
  "files:read": { sentence: "See and download files you can see" },
  "canvases:read": { sentence: "Read canvases" },
  "lists:read": { sentence: "Read lists" },
  "chat:write": { sentence: "Post, edit, delete and schedule messages as you" },
  "im:write": { sentence: "Start direct messages" },
  "mpim:write": { sentence: "Start group messages" },
  "reactions:write": { sentence: "Add and remove your reactions" },
  "files:write": { sentence: "Upload, share and delete files" },
  "channels:write": {
    sentence: "Create, change, join and leave public channels; invite and remove people",
    implies: ["channels:write.invites", "channels:write.topic"],
  },
  "groups:write": {
    sentence: "Create, change and leave private channels; invite and remove people",
    implies: [
      "channels:write",
      "channels:write.invites",
      "channels:write.topic",
      "groups:write.invites",
      "groups:write.topic",
    ],
  },
  "channels:manage": {
    sentence: "Let the app create and change public channels",
    implies: ["channels:write", "channels:write.invites", "channels:write.topic"],
  },
  "channels:write.invites": { sentence: "Invite people to public channels" },
  "groups:write.invites": {
    sentence: "Invite people to private channels you are in",
    implies: ["channels:write.invites"],
  },
  "channels:write.topic": { sentence: "Set the topic of public channels" },
  "groups:write.topic": {
    sentence: "Set the topic of private channels you are in",
    implies: ["channels:write.topic"],
  },
  "channels:join": { sentence: "Let the app join public channels" },
  "chat:write.public": { sentence: "Let the app post to channels it is not in" },
  "app_mentions:read": { sentence: "Let the app see where it is mentioned" },
  "usergroups:write": { sentence: "Create and change user groups" },
  "users.profile:write": { sentence: "Change your profile and status" },
  "users:write": { sentence: "Change your presence" },
  "dnd:write": { sentence: "Change your do-not-disturb" },
  "reminders:read": { sentence: "See your reminders" },
  "reminders:write": { sentence: "Delete your reminders" },
};

const FAMILIES = ["channels", "groups", "im", "mpim"] as const;
const families = (what: string) => FAMILIES.map((family) => `${family}:${what}`);

const READ = [
  ...families("read"),
  ...families("history"),
  "search:read",
  "search:read.public",
  "search:read.private",
  "search:read.im",
  "search:read.mpim",
  "search:read.files",
  "search:read.users",
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
];

const WRITE = [
  "chat:write",
  "im:write",
  "mpim:write",
  "reactions:write",
  "files:write",
  "channels:write",
  "groups:write",
];

/** What a first sign-in asks for; groups, profile and reminders are asked for when a tool needs them. */
export const baseline: readonly string[] = [...READ, ...WRITE];

/** What an app asks for that acts as itself. */
export const botScopes: readonly string[] = [
  ...families("read"),
  ...families("history"),
  "chat:write",
  "chat:write.public",
  "app_mentions:read",
  "channels:manage",
  "channels:join",
  "im:write",
  "mpim:write",
  "reactions:read",
  "reactions:write",
  "users:read",
  "users:read.email",
  "usergroups:read",
  "team:read",
  "emoji:read",
  "pins:read",
  "bookmarks:read",
  "files:read",
  "files:write",
  "canvases:read",
];

/** Scopes that only tools beyond the baseline need. */
export const stepUpScopes: readonly string[] = [
  "usergroups:write",
  "users.profile:write",
  "users:write",
  "dnd:write",
  "reminders:read",
  "reminders:write",
];

/** What the tools of each toolset can use, all of it: for saying what is missing. */
export const neededScopes: Readonly<Record<string, readonly string[]>> = {
  messages: [
    ...families("history"),
    "search:read",
    "search:read.public",
    "chat:write",
    "reactions:read",
    "reactions:write",
  ],
  channels: [...families("read"), "channels:write", "groups:write", "pins:read", "bookmarks:read"],
  people: ["users:read", "users:read.email", "users.profile:read", "usergroups:read", ...stepUpScopes.slice(0, 4)],
  files: ["files:read", "files:write"],
  canvases: ["canvases:read"],
  workflow: ["chat:write", "bookmarks:read", "reminders:read", "reminders:write"],
};
