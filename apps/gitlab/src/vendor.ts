import { defineVendor } from "@fairlead/core";
import { isGraphqlQuery } from "@fairlead/domain/graphql";
import { isBlocked } from "./client/errors/access.ts";
import { explainError } from "./client/explain-error.ts";
import { gitlabClient } from "./client/gitlab-client.ts";
import { readViewer } from "./client/viewer.ts";
import { editionOf } from "./edition.ts";
import { baseline, scopes } from "./scopes.ts";
import { settings } from "./settings.ts";
import { signIn } from "./sign-in.ts";
import { tokenKind } from "./token-kind.ts";

/** Parts of the API that an instance may count apart from the rest. */
const OWN_LIMITS = /\/repository\/files\/|\/search$|\/packages\//;

/** gitlab.com, Dedicated and self-managed GitLab: where they live, who signs in, what their errors mean. */
export const gitlabVendor = defineVendor({
  name: "gitlab",
  title: "GitLab",
  settings,
  scopes,
  baseline,

  endpoint({ url, caFile, searchesPerMinute }) {
    const { host, webUrl, loopback } = editionOf(url);
    const graphql = new URL(`${webUrl}/api/graphql`).pathname;
    return {
      hosts: [host],
      allowLoopbackHttp: loopback,
      ...(caFile !== undefined && { caFile }),
      readOnly: ({ method, url: { pathname }, body }) =>
        method === "POST" && pathname === graphql && body !== undefined && isGraphqlQuery(body),
      secondaryLimit: (status, _headers, body) => (isBlocked(status, body) ? "everybody" : false),
      sharedQuota: ({ url: { pathname } }) =>
        searchesPerMinute > 0 && pathname.endsWith("/search")
          ? { bucket: "search", requests: searchesPerMinute, windowMs: 60_000 }
          : undefined,
      requestIdHeader: "x-request-id",
      quotaBucket: (headers) => headers.get("ratelimit-name") ?? undefined,
      // Known before the first answer, so that a limit that another replica has met holds here, too.
      bucketOf: ({ url: { pathname } }) => (OWN_LIMITS.test(pathname) ? undefined : "throttle_authenticated_api"),
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
