import { defineVendor } from "@fairlead/core";
import { acmeClient } from "./client/acme-client.ts";
import { explainError } from "./client/explain-error.ts";
import { readMe } from "./client/me.ts";
import { settings } from "./settings.ts";

/** Where Acme lives, how people sign in, and what its errors mean. */
export const acmeVendor = defineVendor({
  name: "acme",
  title: "Acme",
  settings,
  scopes: {
    read: { sentence: "Read your items" },
    write: { sentence: "Make and change items", implies: ["read"] },
  },
  baseline: ["read"],

  endpoint({ url }) {
    const { host, protocol } = new URL(url);
    // Plain http is for stand-ins: the core lets it go to loopback alone.
    return { hosts: [host], allowLoopbackHttp: protocol === "http:", requestIdHeader: "x-request-id" };
  },

  authorize(headers, { token }) {
    headers.set("authorization", `Bearer ${token}`);
  },

  operatorCredential({ token }) {
    return token === undefined ? undefined : { kind: "token", token };
  },

  // With an app of the operator's, `oauth` goes here as well: see apps/gitlab/src/sign-in.ts.
  signIn({ url }) {
    return {
      tokens: [
        {
          label: "Access token",
          prefixes: [],
          createUrl: `${url}/settings/tokens`,
          advice: "Tick read to read, write to make items, too.",
        },
      ],
    };
  },

  client: acmeClient,

  async identify(client, { credential, settings: { url } }) {
    const { id, login, name, scopes } = await readMe(client);
    const { host } = new URL(url);
    // Ids, since names change.
    return { subject: `acme:${host}:${id}`, login, name, host, kind: credential.kind, scopes };
  },

  explain: explainError,
});
