import { z } from "zod";

/** `scrypt:N:r:p:salt:hash`, the last two in base64url. */
const PASSWORD_HASH = /^scrypt:\d{1,7}:\d{1,2}:\d{1,2}:[\w-]{16,}:[\w-]{40,}$/;

/** Who may see everybody's connections and records, at `/operator`. */
export const operatorSettings = z.object({
  subjects: z
    .array(z.string().regex(/^[a-z-]{1,40}:[^\s,]{3,200}$/))
    .default([])
    .meta({
      env: "OPERATOR_SUBJECTS",
      accepts: "a comma-separated list such as github:github.com:1234567",
      description:
        "People who may open the operator's pages once they have signed in to their own connections: subjects, as the audit log names them. Without it and OPERATOR_PASSWORD_HASH, there are no such pages.",
    }),
  passwordHash: z.string().regex(PASSWORD_HASH).optional().meta({
    env: "OPERATOR_PASSWORD_HASH",
    secret: true,
    accepts: "what `fairlead operator hash` prints",
    description: "A password that opens the operator's pages, as a hash.",
  }),
});
