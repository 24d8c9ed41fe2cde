import { z } from "zod";
import { isBaseUrl } from "./edition.ts";
import { workflowList } from "./shape/workflow.ts";

const optional = z.string().min(1).optional();

/** What an operator sets for this connector. Never a user's input. */
export const settings = z.object({
  baseUrl: z
    .string()
    .default("https://slack.com")
    .refine(isBaseUrl, "must be an https URL; http only on loopback")
    .meta({ env: "SLACK_BASE_URL", description: "https://slack.com, or https://slack-gov.com for GovSlack" }),
  token: z
    .string()
    .regex(/^(xoxe\.)?xox[pb]-/, "is no user or bot token: it begins with xoxp- or xoxb-")
    .optional()
    .meta({
      env: "SLACK_TOKEN",
      accepts: "a token that begins with xoxp- or xoxb-",
      description:
        "A user or bot token (xoxp-, xoxb-) for everybody who uses this server; leave unset where people sign in",
      secret: true,
    }),
  botToken: optional.meta({
    env: "SLACK_BOT_TOKEN",
    description:
      "Beside a user token in SLACK_TOKEN: the bot token (xoxb-) of the same app, for what is sent as the app",
    secret: true,
  }),
  clientId: optional.meta({ env: "SLACK_CLIENT_ID", description: "Client id of the Slack app to sign in with" }),
  clientSecret: optional.meta({ env: "SLACK_CLIENT_SECRET", description: "Client secret of that app", secret: true }),
  signingSecret: optional.meta({
    env: "SLACK_SIGNING_SECRET",
    description: "Secret that Slack signs its events with",
    secret: true,
  }),
  tokens: z.enum(["user", "bot", "user+bot"]).default("user").meta({
    env: "SLACK_TOKENS",
    description:
      "What people sign in for. user: to act as themselves; user+bot: to let the app speak, too, where they say so; bot: to act as the app, which cannot search",
  }),
  rotating: z.stringbool().default(false).meta({
    env: "SLACK_TOKEN_ROTATION",
    accepts: "true or false",
    description: "Whether the Slack app rotates its tokens; a switch of the app that cannot be taken back",
  }),
  workflows: workflowList.default([]).meta({
    env: "SLACK_WORKFLOWS",
    accepts: "a JSON array",
    description:
      "Workflows that may be started: [{name, description, inputs: [{name, type, required, description}], url}]",
    secret: true,
  }),
  allowBroadcast: z.stringbool().default(false).meta({
    env: "SLACK_ALLOW_BROADCAST",
    accepts: "true or false",
    description: "Whether @here and @channel may be sent, after a person's yes",
  }),
  externalSends: z.enum(["confirm", "yes", "no"]).default("confirm").meta({
    env: "SLACK_EXTERNAL_SENDS",
    description: "Messages to channels shared with other organizations: after a person's yes, always, or never",
  }),
  confirmRecipientsOver: z.int().min(1).default(25).meta({
    env: "SLACK_CONFIRM_RECIPIENTS_OVER",
    description: "A message that mentions more people than this, and an invitation of more, needs a person's yes",
  }),
  attribution: z.enum(["none", "footer"]).default("none").meta({
    env: "SLACK_ATTRIBUTION",
    description: "footer: each message says at its end that it was sent through Fairlead",
  }),
  unfurlDomains: z.array(z.string()).default([]).meta({
    env: "SLACK_UNFURL_DOMAINS",
    description: "Hosts whose links Slack may show a preview of",
  }),
  maxUploadBytes: z
    .int()
    .min(1)
    .default(25 * 1024 * 1024)
    .meta({
      env: "SLACK_MAX_UPLOAD_BYTES",
      description: "Largest file that may be uploaded; what a call itself brings is at most 1 MiB",
    }),
  maxDownloadBytes: z
    .int()
    .min(1)
    .default(20 * 1024 * 1024)
    .meta({ env: "SLACK_MAX_DOWNLOAD_BYTES", description: "Largest file that may be read" }),
});

export type SlackSettings = z.output<typeof settings>;
