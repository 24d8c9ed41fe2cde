import { z } from "zod";

const words = (pattern: RegExp) => z.array(z.string().regex(pattern));

/** A client that the operator has registered by hand. */
const configuredClient = z.strictObject({
  clientId: z.string().regex(/^[\w.~-]{1,200}$/),
  clientName: z.string().min(1).max(100),
  clientSecret: z.string().min(32).optional(),
  redirectUris: z.array(z.string()).default([]),
  service: z.boolean().default(false),
});

/** How people sign in, which clients may come, and who else may vouch for them. */
export const signInSettings = z.object({
  forms: z
    .array(z.enum(["oauth", "token"]))
    .default(["oauth"])
    .meta({
      env: "AUTH_FORMS",
      accepts: "a comma-separated list of oauth, token",
      description:
        "Ways to sign in that the consent page offers: `oauth` at the vendor, through the app that you have registered there; `token` by pasting one.",
    }),
  registration: z.boolean().default(true).meta({
    env: "AUTH_CLIENT_REGISTRATION",
    description: "Let clients register themselves (RFC 7591). Many still need it.",
  }),
  documents: z.boolean().default(true).meta({
    env: "AUTH_CLIENT_DOCUMENTS",
    description:
      "Let clients be known by a document at an https address of theirs (Client ID Metadata Documents). We fetch it, from public addresses only.",
  }),
  clients: z.array(configuredClient).default([]).meta({
    env: "AUTH_CLIENTS",
    secret: true,
    accepts:
      "a list (in the environment: JSON) of objects with clientId, clientName, redirectUris and, for confidential clients, clientSecret (32 characters or more)",
    description:
      "Clients registered by hand. `service: true` makes one that acts for itself (client credentials) with the operator's credential; it needs a clientSecret.",
  }),
  allowedRedirects: words(/^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|[a-z][a-z0-9+.-]*:)$/)
    .optional()
    .meta({
      env: "AUTH_ALLOWED_REDIRECTS",
      accepts: "a comma-separated list of domains, localhost, schemes (cursor:)",
      description:
        "Where clients may have their answers sent: these domains and what is below them, `localhost` for programs on a person's own machine, schemes of apps. Without it, anywhere.",
    }),
  deniedClients: z.array(z.string().min(1)).default([]).meta({
    env: "AUTH_DENIED_CLIENTS",
    accepts: "a comma-separated list of client ids, or of hosts of client documents",
    description: "Clients that are turned away, with tokens that they have already.",
  }),
  issuer: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({
      env: "AUTH_ISSUER",
      accepts: "the issuer's https URL, exactly as its tokens name it",
      description: "The authorization server that signs people in while AUTH is external.",
    }),
  jwksUri: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({
      env: "AUTH_JWKS_URI",
      accepts: "an https URL",
      description: "Where that server's keys are. Without it, its metadata says so.",
    }),
  upstreamToken: z.boolean().default(false).meta({
    env: "AUTH_UPSTREAM_TOKEN",
    description:
      "Let each request bring the vendor's token in X-Upstream-Token. No part of MCP, known to no client, and refused where people sign in.",
  }),
});
