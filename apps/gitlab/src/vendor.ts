import { defineVendor } from "@fairlead/core";
import { isBlocked } from "./client/errors/access.ts";
import { explainError } from "./client/explain-error.ts";
import { gitlabClient } from "./client/gitlab-client.ts";
import { readViewer } from "./client/viewer.ts";
import { editionOf } from "./edition.ts";
import { baseline, scopes } from "./scopes.ts";
import { settings } from "./settings.ts";
import { signIn } from "./sign-in.ts";
import { tokenKind } from "./token-kind.ts";

/** gitlab.com, Dedicated and self-managed GitLab: where they live, who signs in, what their errors mean. */
export const gitlabVendor = defineVendor({
  name: "gitlab",
  title: "GitLab",
  settings,
  scopes,
  baseline,

  endpoint({ url, caFile }) {
    const { host, webUrl, loopback } = editionOf(url);
    const graphql = new URL(`${webUrl}/api/graphql`).pathname;
    return {
      hosts: [host],
      allowLoopbackHttp: loopback,
      ...(caFile !== undefined && { caFile }),
      readOnly: ({ method, url: { pathname }, body }) =>
        method === "POST" &&
        pathname === graphql &&
        body !== undefined &&
        !/^\s*\{\s*"query":\s*"\s*mutation\b/.test(body),
      secondaryLimit: (status, _headers, body) => isBlocked(status, body),
      requestIdHeader: "x-request-id",
      quotaBucket: (headers) => headers.get("ratelimit-name") ?? undefined,
      writeSpacingMs: 0,
    };
  },

  authorize(headers, { token }) {
    headers.set("authorization", `Bearer ${token}`);
  },

  operatorCredential({ token }) {
    return token === undefined ? undefined : { kind: tokenKind(token), token };
  },

  signIn,
  client: gitlabClient,

  async identify(client, { credential, settings: { url } }) {
    const viewer = await readViewer(client, credential.kind);
    const { host } = editionOf(url);
    return {
      // The numeric id: usernames change.
      subject: `gitlab:${host}:${viewer.id}`,
      login: viewer.username,
      name: viewer.name,
      host,
      kind: viewer.kind,
      scopes: viewer.scopes,
      expiresAt: viewer.expiresAt,
    };
  },

  explain: explainError,
});
