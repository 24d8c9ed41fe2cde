import { z } from "zod";
import { isEditionHost } from "./edition.ts";

const optional = z.string().min(1).optional();

/** What an operator sets for this connector. Never a user's input. */
export const settings = z.object({
  host: z
    .string()
    .default("github.com")
    .refine(isEditionHost, "must be a host name or an https URL; http only on loopback")
    .meta({ env: "GITHUB_HOST", description: "github.com, SUB.ghe.com or the host of a GitHub Enterprise Server" }),
  token: optional.meta({
    env: "GITHUB_TOKEN",
    description: "A personal access token for everybody who uses this server; leave unset where people sign in",
    secret: true,
  }),
  downloadHosts: z.array(z.string()).default([]).meta({
    env: "GITHUB_DOWNLOAD_HOSTS",
    description: "More hosts that logs and archives are redirected to: the blob storage of a GitHub Enterprise Server",
  }),
  clientId: optional.meta({
    env: "GITHUB_CLIENT_ID",
    description: "Client id of the GitHub App or OAuth App to sign in with",
  }),
  clientSecret: optional.meta({
    env: "GITHUB_CLIENT_SECRET",
    description: "Client secret of that app",
    secret: true,
  }),
  appKind: z
    .enum(["app", "oauth"])
    .default("app")
    .meta({ env: "GITHUB_APP_KIND", description: "app: a GitHub App, whose tokens expire; oauth: an OAuth App" }),
  pkce: z.stringbool().default(true).meta({
    env: "GITHUB_PKCE",
    accepts: "true or false (also 1, 0, yes, no, on, off)",
    description: "Send a PKCE challenge; off for a GitHub Enterprise Server that refuses it",
  }),
  webhookSecret: optional.meta({
    env: "GITHUB_WEBHOOK_SECRET",
    description: "Secret that GitHub signs webhooks with",
    secret: true,
  }),
});

export type GithubSettings = z.output<typeof settings>;
