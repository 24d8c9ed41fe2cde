import type { SlackApp } from "../state/sign-in.ts";

const facts = {
  signingSecret: "8f742231b10e8888abcd99yyyzzz85a5",
  name: "Fairlead",
  callbackUrls: ["http://127.0.0.1", "http://localhost"],
} as const;

/** The apps that the connector can be registered as. */
export const seedApps = {
  plain: {
    ...facts,
    appId: "A0HARBOR1",
    clientId: "1000.1111",
    clientSecret: "plain-secret",
    rotating: false,
    orgWide: false,
  },
  rotating: {
    ...facts,
    appId: "A0HARBOR2",
    clientId: "1000.2222",
    clientSecret: "rotating-secret",
    rotating: true,
    orgWide: false,
  },
  orgWide: {
    ...facts,
    appId: "A0HARBOR3",
    clientId: "1000.3333",
    clientSecret: "org-secret",
    rotating: false,
    orgWide: true,
  },
} as const satisfies Record<string, SlackApp>;
