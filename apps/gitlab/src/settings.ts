import { z } from "zod";
import { isEditionUrl } from "./edition.ts";

const optional = z.string().min(1).optional();

/** A hook that the operator has made at GitLab: its name here, and the secrets that GitLab has with it. */
const hook = z
  .strictObject({
    name: z.string().regex(/^[a-z\d][\w-]{0,49}$/i),
    token: z.string().min(16).optional(),
    signingToken: z
      .string()
      .regex(/^whsec_[A-Za-z\d+/]{43}=$/)
      .optional(),
  })
  .refine(({ token, signingToken }) => token !== undefined || signingToken !== undefined, "has no secret");

export type Hook = z.output<typeof hook>;

/** What an operator sets for this connector. Never a user's input. */
export const settings = z.object({
  url: z
    .string()
    .default("https://gitlab.com")
    .refine(isEditionUrl, "must be an https URL; http only on loopback")
    .meta({
      env: "GITLAB_URL",
      description: "gitlab.com, a Dedicated or a self-managed GitLab; a path such as /gitlab is kept",
    }),
  token: optional.meta({
    env: "GITLAB_TOKEN",
    description: "A personal, project or group access token for everybody who uses this server",
    secret: true,
  }),
  caFile: optional.meta({
    env: "GITLAB_CA_FILE",
    description: "A PEM file with the authority that signed the instance's certificate",
  }),
  clientId: optional.meta({ env: "GITLAB_CLIENT_ID", description: "Application id to sign in with" }),
  clientSecret: optional.meta({
    env: "GITLAB_CLIENT_SECRET",
    description: "Secret of that application",
    secret: true,
  }),
  rootNamespaceId: z
    .string()
    .regex(/^\d{1,19}$/, "must be the id of a top-level group, in digits")
    .optional()
    .meta({
      env: "GITLAB_ROOT_NAMESPACE_ID",
      description: "Id of the top-level group whose SAML single sign-on people sign in through",
    }),
  searchesPerMinute: z.int().min(0).default(10).meta({
    env: "GITLAB_SEARCHES_PER_MINUTE",
    description:
      "Searches of code that everybody on this server may make together, as GitLab.com counts them by address; 0: as many as the instance takes",
  }),
  webhooks: z
    .array(hook)
    .default([])
    .refine((hooks) => new Set(hooks.map(({ name }) => name)).size === hooks.length, "have the same name twice")
    .meta({
      env: "GITLAB_WEBHOOKS",
      secret: true,
      accepts:
        "a list (in the environment: JSON) of objects with name and signingToken (whsec_…), or token (16 characters or more) where GitLab signs nothing",
      description:
        "Hooks of projects or groups that deliver to /webhooks/gitlab/NAME, with what they prove themselves by.",
    }),
  quickActions: z.enum(["refuse", "allow"]).default("refuse").meta({
    env: "GITLAB_QUICK_ACTIONS",
    description: "Whether texts may hold lines that GitLab runs as commands, such as /merge",
  }),
});

export type GitlabSettings = z.output<typeof settings>;
