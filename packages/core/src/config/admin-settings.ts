import { z } from "zod";

/** A second port, for the operator's own eyes. */
export const adminSettings = z.object({
  host: z.string().min(1).default("127.0.0.1").meta({
    env: "ADMIN_HOST",
    accepts: "an address or host name of this machine",
    description:
      "Address of the admin port. Whoever reaches it reads metrics and the job board: keep it where only operators and Prometheus can.",
  }),
  port: z.int().min(0).max(65_535).optional().meta({
    env: "ADMIN_PORT",
    description:
      "Admin port: /metrics, which is then nowhere else, and with Postgres and Redis a read-only board of the jobs at /jobs. 0 takes any free one; without it, there is none.",
  }),
});
