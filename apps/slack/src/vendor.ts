import { defineVendor } from "@fairlead/core";
import { tokenFor } from "./client/viewer/as-app.ts";
import { explainError } from "./client/errors/explain-error.ts";
import { identify } from "./client/viewer/identify.ts";
import { isRead, methodOf } from "./client/request/reads.ts";
import { slackClient } from "./client/slack-client.ts";
import { editionOf } from "./edition.ts";
import { baseline, scopes } from "./scopes.ts";
import { settings } from "./settings.ts";
import { signIn } from "./sign-in.ts";
import { tokenKind } from "./token-kind.ts";

/** Slack workspaces, Enterprise Grid and GovSlack: where they live, who signs in, what their errors mean. */
export const slackVendor = defineVendor({
  name: "slack",
  title: "Slack",
  settings,
  scopes,
  baseline,

  endpoint({ baseUrl }) {
    const { hosts, loopback } = editionOf(baseUrl);
    return {
      hosts,
      allowLoopbackHttp: loopback,
      readOnly: ({ method, url }) => method === "POST" && isRead(methodOf(url)),
      requestIdHeader: "x-slack-req-id",
      // Slack counts each method for itself.
      bucketOf: ({ url }) => methodOf(url),
      writeSpacingMs: 0,
    };
  },

  authorize(headers, credential) {
    headers.set("authorization", `Bearer ${tokenFor(headers, credential)}`);
  },

  operatorCredential({ token, botToken: companion }) {
    return token === undefined ? undefined : { kind: tokenKind(token), token, companion };
  },

  signIn,
  client: slackClient,
  identify,
  explain: explainError,
});
