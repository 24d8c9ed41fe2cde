import { defineTool } from "@fairlead/core";
import { z } from "zod";
import { changeProfile } from "../../client/people/change-profile.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { shortText } from "../../shape/fields.ts";

export const updateMyProfile = defineTool({
  name: "update_my_profile",
  title: "Update my profile",
  description: "My status, presence, do-not-disturb and profile fields.",
  access: "write",
  idempotent: true,
  scopes: ["users.profile:write"],
  reach: "safe",
  input: z.object({
    status_text: shortText(100).optional().describe("Empty clears it"),
    status_emoji: shortText(100).optional().describe("Such as :palm_tree:"),
    status_until: shortText(80).optional().describe("When it ends: 14:00, tomorrow 9:00, ISO 8601"),
    presence: z.enum(["auto", "away"]).optional().describe("Presence"),
    dnd_until: shortText(80).optional().describe("Do not disturb until; now ends it"),
    display_name: shortText(80).optional().describe("Display name"),
    title: shortText(100).optional().describe("Title"),
    phone: shortText(40).optional().describe("Phone"),
    pronouns: shortText(40).optional().describe("Pronouns"),
    fields: z.record(z.string(), z.string()).optional().describe("Custom fields by label"),
  }),
  output: z.object({
    before: z.record(z.string(), z.string()),
    after: z.record(z.string(), z.string()),
    failed: z.array(z.object({ part: z.string(), reason: z.string() })),
  }),
  run: (wanted, context: SlackContext) => changeProfile(context, wanted),
});
