import { listUpTo, shortText } from "@fairlead/core";
import { z } from "zod";
import { emojiNameOf } from "./standard-emoji.ts";

/** Input fields that many tools share. Descriptions are a few words: every one is in the list of each client. */

export { listUpTo, shortText };

const reference = shortText(300).refine((value) => value.trim() !== "", "is empty");

/** Names one conversation: `C…`, `#name`, a link or, for a direct message, a person. */
export const channel = reference.meta({ description: "Channel, person or link", "x-mcp-header": "Channel" });
export const channelRef = reference;
export const user = reference;
export const users = (most: number) => listUpTo(most, reference);
export const usergroup = reference.describe("Id or @handle");
export const file = reference.describe("File id or link");

/** A message: its `ts`, or a link to it. Never a number: that would lose digits. */
export const ts = shortText(300).describe("ts or link");
export const threadTs = shortText(300).describe("Reply in this thread");

export const sender = z.enum(["me", "app"]).default("me").describe("Who speaks");

export const window = shortText(80).describe("24h, 2d, yesterday, from/to");
export const markdown = z
  .string()
  .refine((value) => /[^\s\u200B-\u200D\u2060\uFEFF]/.test(value), "is blank")
  .describe("Markdown");
export const teamId = z
  .string()
  .refine((value) => /^T[A-Z0-9]{2,}$/.test(value), "is no workspace id")
  .describe("Workspace, for org-wide tokens");

export const emoji = shortText(100)
  .transform((value) => emojiNameOf(value.replace(/^:|:$/g, "")))
  .refine((value) => /^[^\s:]+(?:::skin-tone-[2-6])?$/.test(value), "is no emoji's name, such as thumbsup")
  .refine((value) => !/\p{Extended_Pictographic}/u.test(value), "is a character: write its name, such as thumbsup")
  .describe("Emoji name");
