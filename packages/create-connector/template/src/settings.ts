import { z } from "zod";

const optional = z.string().min(1).optional();

/** What an operator sets for this connector. Never a user's input. */
export const settings = z.object({
  url: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ""))
    .default("https://api.acme.example")
    .meta({
      env: "ACME_URL",
      description: "Where Acme's API is",
    }),
  token: optional.meta({
    env: "ACME_TOKEN",
    description: "A token for everybody who uses this server; leave unset where people sign in",
    secret: true,
  }),
});

export type AcmeSettings = z.output<typeof settings>;
