import { defineResource } from "@fairlead/core";
import { readMe } from "../client/viewer/me.ts";
import type { SlackReadContext } from "../client/slack-client.ts";

export const me = defineResource({
  name: "me",
  title: "Me",
  description: "Who is signed in, in which workspace, and what that is good for",
  uri: "slack://me",
  mimeType: "application/json",
  scopes: [],
  reach: "safe",
  ttlMs: 60_000,
  async read(_params, context: SlackReadContext) {
    return { text: JSON.stringify(await readMe(context, []), null, 2) };
  },
});
