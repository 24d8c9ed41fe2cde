import { defineResource } from "@fairlead/core";
import type { GitlabReadContext } from "../client/gitlab-client.ts";
import { readViewer } from "../client/viewer.ts";

export const viewer = defineResource({
  name: "viewer",
  toolset: "context",
  title: "Me",
  description: "Who is signed in, and with what",
  uri: "gitlab://viewer",
  mimeType: "application/json",
  scopes: [],
  reach: "safe",
  ttlMs: 300_000,
  async read(_, { client, connection: { identity } }: GitlabReadContext) {
    const { id, username, name, scopes, expiresAt, kind } = await readViewer(
      client,
      identity?.kind === "oauth" ? "oauth" : "access_token",
    );
    const facts = { username, id, name, host: identity?.host, token_kind: kind, expires_at: expiresAt, scopes };
    return { text: JSON.stringify(facts, undefined, 2) };
  },
});
