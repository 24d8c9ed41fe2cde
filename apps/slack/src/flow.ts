import { defineFlow } from "@fairlead/core";
import { channelOf } from "./client/channels/channels.ts";
import { isOpenFile } from "./client/files/open-files.ts";
import { personOf } from "./client/people/people.ts";
import { resolveChannel, resolveUser } from "./client/resolve/index.ts";
import type { SlackClient } from "./client/slack-client.ts";
import { isPerson, parseReference } from "./shape/reference.ts";
import { isWaitingMessage } from "./shape/waiting-id.ts";

/**
 * What is said in private channels and direct messages is for those who are there: it does not go to where the whole
 * workspace reads it, nor to other organizations, unasked.
 */
export const audience = defineFlow<SlackClient>({
  text: [
    "text",
    "blocks",
    "content_text",
    "content_base64",
    "comment",
    "title",
    "alt_text",
    "name",
    "topic",
    "purpose",
  ],
  // A list of channels holds nothing that was said in them.
  rowsHoldText: false,
  isKept: ({ only_visible_to: one }) => typeof one === "string",
  // Of a channel that is made.
  opens: ({ is_private: isPrivate }) => isPrivate === false,

  async isPublic(name, context, side) {
    // The caller's own words.
    if (isWaitingMessage(name)) return true;
    const reference = parseReference(name);
    if (reference.form === "file") return isOpenFile(context, reference.id);
    if (isPerson(reference)) {
      if (side === "source") return false;
      return (await personOf(context, (await resolveUser(context, name)).id))?.kind === "external";
    }
    const id = await resolveChannel(context, name);
    if (side === "source" && id.startsWith("D")) return false;
    const { type, isExternal } = await channelOf(context, id);
    return type === "public" || (side === "target" && isExternal);
  },

  async idOf(name, context) {
    const reference = parseReference(name);
    if (reference.form === "file") return reference.id;
    return isPerson(reference) ? (await resolveUser(context, name)).id : resolveChannel(context, name);
  },
});
