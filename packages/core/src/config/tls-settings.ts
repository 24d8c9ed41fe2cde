import { z } from "zod";

const YEAR_MS = 365 * 86_400_000;

/** Certificate and key of the public port, where no proxy in front has them. */
export const tlsSettings = z.object({
  certFile: z
    .string()
    .min(1)
    .optional()
    .meta({
      env: "TLS_CERT_FILE",
      aliases: ["SSL_CERT_PATH"],
      accepts: "a PEM file: the server's certificate, then those that lead to its authority",
      description:
        "Serve https with this certificate. Together with TLS_KEY_FILE. Both are read again when they change.",
    }),
  keyFile: z
    .string()
    .min(1)
    .optional()
    .meta({
      env: "TLS_KEY_FILE",
      aliases: ["SSL_KEY_PATH"],
      accepts: "a PEM file",
      description: "The private key of that certificate.",
    }),
  keyPassphrase: z.string().min(1).optional().meta({
    env: "TLS_KEY_PASSPHRASE",
    secret: true,
    description: "What the private key is encrypted with, if it is.",
  }),
  reloadMs: z.int().min(10).max(3_600_000).default(10_000).meta({
    env: "TLS_RELOAD_MS",
    description: "Milliseconds between two looks at these files. New ones serve the next connections; none is dropped.",
  }),
  hstsMs: z
    .int()
    .min(0)
    .max(10 * YEAR_MS)
    .default(YEAR_MS)
    .meta({
      env: "HSTS_MS",
      description:
        "Milliseconds for which browsers are told to come by https only (Strict-Transport-Security), where they came by https to the host of PUBLIC_URL. 0: they are not told.",
    }),
});
