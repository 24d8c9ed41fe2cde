import { defineVendor } from "@fairlead/core";
import { z } from "zod";

/** No vendor at all: the fixture's tools need none. */
export const nowhere = defineVendor({
  name: "fixture",
  title: "Nowhere",
  settings: z.object({}),
  scopes: { use: { sentence: "Use the fixture" } },
  baseline: ["use"],
  endpoint: () => ({ hosts: [] }),
  authorize: () => {},
  operatorCredential: () => ({ kind: "none", token: "none" }),
  signIn: () => ({
    tokens: [{ label: "Any text", prefixes: [], createUrl: "https://fixture.example/", advice: "Anything will do." }],
  }),
  client: () => undefined,
  identify: async () => ({ subject: "fixture:1", login: "fixture", host: "nowhere", kind: "none" }),
  explain: () => undefined,
});
