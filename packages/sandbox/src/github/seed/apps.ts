import type { OauthApp } from "../state/sign-in.ts";
import { tokenSecret } from "../state/token.ts";

/** The two apps that the connector can sign in with; made from names, so that no secret stands in the sources. */
export const seedApps = {
  app: {
    clientId: "Iv23liHarborFairlead",
    clientSecret: tokenSecret("classic", "fairlead app").slice(4),
    name: "Fairlead",
    kind: "app",
    callbackUrls: [],
  },
  oauth: {
    clientId: "Ov23liHarborFairlead",
    clientSecret: tokenSecret("classic", "fairlead oauth app").slice(4),
    name: "Fairlead (OAuth App)",
    kind: "oauth",
    callbackUrls: [],
  },
} as const satisfies Record<string, Omit<OauthApp, "callbackUrls"> & { callbackUrls: readonly string[] }>;
