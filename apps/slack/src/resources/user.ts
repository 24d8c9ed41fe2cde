import { defineResource } from "@fairlead/core";
import { z } from "zod";
import { readProfiles } from "../client/people/profiles.ts";
import { resolveUser } from "../client/resolve/index.ts";
import type { SlackReadContext } from "../client/slack-client.ts";

export const user = defineResource({
  name: "user",
  title: "Person",
  description: "Profile, status and local time of a person",
  uri: "slack://user/{user}",
  mimeType: "application/json",
  params: z.object({ user: z.string() }),
  scopes: ["users:read"],
  reach: "safe",
  toolset: "people",
  subscribe: true,
  async read({ user: written }, context: SlackReadContext) {
    const { id } = await resolveUser(context, written);
    // Whoever listens was told that it has changed.
    const [profile] = await readProfiles(context, [id], [], { fresh: true });
    return { text: JSON.stringify(profile, null, 2) };
  },
});
