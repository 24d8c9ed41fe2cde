import { defineVendor } from "@fairlead/core";
import { isGraphqlQuery } from "@fairlead/domain/graphql";
import { isSecondaryLimit } from "./client/errors/rate-limit.ts";
import { explainError } from "./client/errors/explain-error.ts";
import { githubClient } from "./client/github-client.ts";
import { quotaOf } from "./client/request/quota-of.ts";
import { readViewer } from "./client/users/viewer.ts";
import { editionOf, webHost } from "./edition.ts";
import { baseline, scopes } from "./scopes.ts";
import { signIn } from "./sign-in.ts";
import { settings } from "./settings.ts";
import { tokenKind } from "./token-kind.ts";

/** GitHub.com, GHE.com and GitHub Enterprise Server: where they live, who signs in, what their errors mean. */
export const githubVendor = defineVendor({
  name: "github",
  title: "GitHub",
  settings,
  scopes,
  baseline,

  endpoint({ host, downloadHosts: more }) {
    const { apiHosts, downloadHosts, loopback } = editionOf(host);
    return {
      hosts: apiHosts,
      redirectHosts: [...downloadHosts, ...more],
      allowLoopbackHttp: loopback,
      readOnly: ({ method, url, body }) =>
        method === "POST" && url.pathname.endsWith("/graphql") && body !== undefined && isGraphqlQuery(body),
      secondaryLimit: (status, _headers, body) => isSecondaryLimit(status, body),
      requestIdHeader: "x-github-request-id",
      quotaBucket: (headers) => headers.get("x-ratelimit-resource") ?? undefined,
      bucketOf: ({ url }) => quotaOf(url),
      // GitHub's advice for integrations; a stand-in on this machine has no use for it.
      writeSpacingMs: loopback ? 0 : 1_000,
    };
  },

  authorize(headers, { token }) {
    headers.set("authorization", `Bearer ${token}`);
  },

  operatorCredential({ token }) {
    return token === undefined ? undefined : { kind: tokenKind(token), token };
  },

  signIn,
  client: githubClient,

  async identify(client, { credential, settings: { host } }) {
    const { id, login, name, scopes: granted, expiresAt } = await readViewer(client);
    // The numeric id: logins change.
    const where = webHost(host);
    return {
      subject: `github:${where}:${id}`,
      login,
      name,
      host: where,
      kind: credential.kind,
      scopes: granted,
      expiresAt,
    };
  },

  explain: explainError,
});
