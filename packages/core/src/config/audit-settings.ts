import { z } from "zod";

const DAY_MS = 86_400_000;

/** What is put on record, where, and how long it stays. */
export const auditSettings = z.object({
  sink: z.enum(["database", "file"]).default("database").meta({
    env: "AUDIT_SINK",
    description:
      "Where records are kept for good: `database`, beside everything else, or `file`, lines of JSON in AUDIT_FOLDER.",
  }),
  folder: z.string().min(1).optional().meta({
    env: "AUDIT_FOLDER",
    accepts: "a folder",
    description: "Where files of records are kept. Without it, `audit` in FAIRLEAD_DATA.",
  }),
  mode: z.enum(["strict", "writes", "async"]).default("writes").meta({
    env: "AUDIT_MODE",
    description:
      "What is waited for. `writes`: a write is sent once its intent is on record, and answered once its outcome is. `strict`: reads as well. `async`: nothing.",
  }),
  stdout: z.boolean().default(false).meta({
    env: "AUDIT_STDOUT",
    description: "Also write each record to standard output, as a log line named `audit`.",
  }),
  webhookUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({
      env: "AUDIT_WEBHOOK_URL",
      accepts: "an http or https URL",
      description: "Also send records there, up to 500 a time, as a JSON array. What is not taken is sent again.",
    }),
  webhookSecret: z.string().min(16).optional().meta({
    env: "AUDIT_WEBHOOK_SECRET",
    secret: true,
    description: "Key of the HMAC-SHA256 over each such body, sent in X-Fairlead-Signature.",
  }),
  checkpoints: z.string().min(1).optional().meta({
    env: "AUDIT_CHECKPOINTS",
    accepts: "a file",
    description:
      "Where signed checkpoints are put down, best on another disk: they show when a log was cut off. Without it, `audit-checkpoints` in FAIRLEAD_DATA; the log has each of them, too.",
  }),
  retentionMs: z
    .int()
    .min(DAY_MS)
    .default(400 * DAY_MS)
    .meta({
      env: "AUDIT_RETENTION_MS",
      description: "Milliseconds that records are kept; checkpoints stay.",
    }),
});
