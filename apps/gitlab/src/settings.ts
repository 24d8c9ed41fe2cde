import { z } from "zod";
import { isEditionUrl } from "./edition.ts";

const optional = z.string().min(1).optional();

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
  quickActions: z.enum(["refuse", "allow"]).default("refuse").meta({
    env: "GITLAB_QUICK_ACTIONS",
    description: "Whether texts may hold lines that GitLab runs as commands, such as /merge",
  }),
});

export type GitlabSettings = z.output<typeof settings>;
