import { z } from "zod";

/** What replicas share. With neither URL, one process keeps everything in a file of its own. */
export const clusterSettings = z.object({
  databaseUrl: z
    .url({ protocol: /^postgres(?:ql)?$/ })
    .optional()
    .meta({
      env: "DATABASE_URL",
      secret: true,
      accepts: "a URL such as postgres://user:password@host:5432/fairlead",
      description:
        "Postgres (13 or later) for replicas: what must last. Together with REDIS_URL; without both, one process works with a file in FAIRLEAD_DATA.",
    }),
  databasePoolSize: z.int().min(1).max(1_000).default(10).meta({
    env: "DATABASE_POOL_SIZE",
    description: "Connections of this process to Postgres, at most.",
  }),
  redisUrl: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .meta({
      env: "REDIS_URL",
      secret: true,
      accepts: "a URL such as redis://host:6379/0, or rediss:// for TLS",
      description:
        "Redis (6.2 or later) for replicas: what must be fast and may be lost. Together with DATABASE_URL. Its maxmemory-policy must be noeviction.",
    }),
  redisPrefix: z
    .string()
    .regex(/^[a-z0-9_-]{1,64}$/i)
    .default("fairlead")
    .meta({
      env: "REDIS_PREFIX",
      accepts: "up to 64 letters, digits, _ and -",
      description: "What every key in Redis begins with: two installations on one Redis need two.",
    }),
  migrateAtStart: z.boolean().default(false).meta({
    env: "FAIRLEAD_MIGRATE",
    description:
      "Bring the schema in Postgres up to date at start. Without it, a server refuses an older schema, and the command `migrate` is run before a new version starts.",
  }),
});
