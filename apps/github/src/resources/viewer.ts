import { defineResource } from "@fairlead/core";
import type { GithubReadContext } from "../client/github-client.ts";
import { readViewer } from "../client/users/viewer.ts";

export const viewer = defineResource({
  name: "viewer",
  toolset: "context",
  title: "Me",
  description: "Who is signed in, and with what",
  uri: "github://viewer",
  mimeType: "application/json",
  scopes: [],
  reach: "safe",
  ttlMs: 300_000,
  async read(_, { client, connection: { identity } }: GithubReadContext) {
    const { id, login, name, scopes, expiresAt } = await readViewer(client);
    const facts = { login, id, name, host: identity?.host, token_kind: identity?.kind, expires_at: expiresAt, scopes };
    return { text: JSON.stringify(facts, undefined, 2) };
  },
});
