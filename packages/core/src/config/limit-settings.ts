import { z } from "zod";

const MIB = 1024 * 1024;
const HOUR_MS = 3_600_000;

/** How much of everything one process, one request and one principal may take. */
export const limitSettings = z.object({
  bodyBytes: z
    .int()
    .min(1024)
    .max(64 * MIB)
    .default(4 * MIB)
    .meta({
      env: "LIMIT_BODY_BYTES",
      description: "Largest request body, in bytes.",
    }),
  resultTokens: z.int().min(200).max(1_000_000).default(6000).meta({
    env: "LIMIT_RESULT_TOKENS",
    description:
      "Budget of one tool result, in tokens of four characters. What does not fit is cut at a row and carries a cursor.",
  }),
  callTimeoutMs: z.int().min(100).max(HOUR_MS).default(60_000).meta({
    env: "LIMIT_CALL_TIMEOUT_MS",
    description: "Milliseconds that one call may take in all.",
  }),
  upstreamBytes: z
    .int()
    .min(1024)
    .max(512 * MIB)
    .default(8 * MIB)
    .meta({
      env: "LIMIT_UPSTREAM_BYTES",
      description: "Largest response that we read from a vendor, in bytes.",
    }),
  headersTimeoutMs: z.int().min(100).max(HOUR_MS).default(10_000).meta({
    env: "LIMIT_HEADERS_TIMEOUT_MS",
    description: "Milliseconds that a client has to send the headers of a request.",
  }),
  requestTimeoutMs: z.int().min(100).max(HOUR_MS).default(30_000).meta({
    env: "LIMIT_REQUEST_TIMEOUT_MS",
    description: "Milliseconds that a client has to send a whole request.",
  }),
  keepAliveMs: z.int().min(0).max(HOUR_MS).default(65_000).meta({
    env: "LIMIT_KEEP_ALIVE_MS",
    description: "Milliseconds that an idle connection stays open; longer than the balancer's in front of us.",
  }),
  maxConnections: z.int().min(1).max(1_000_000).default(4096).meta({
    env: "LIMIT_MAX_CONNECTIONS",
    description: "Connections at the same time; further ones are closed at once.",
  }),
  sessionTtlMs: z
    .int()
    .min(60_000)
    .max(30 * 24 * HOUR_MS)
    .default(24 * HOUR_MS)
    .meta({
      env: "LIMIT_SESSION_TTL_MS",
      description: "Milliseconds until the session of a client of the 2025 protocol expires.",
    }),
  liveSessionsPerPrincipal: z.int().min(1).max(100_000).default(64).meta({
    env: "LIMIT_LIVE_SESSIONS_PER_PRINCIPAL",
    description:
      "Sessions of one principal that hold memory at the same time: an open stream, a subscription, a waiting question.",
  }),
  tasksPerPrincipal: z.int().min(1).max(10_000).default(32).meta({
    env: "LIMIT_TASKS_PER_PRINCIPAL",
    description: "Tasks of one principal and client that have not ended.",
  }),
  tasksAtOnce: z.int().min(1).max(10_000).default(256).meta({
    env: "LIMIT_TASKS_AT_ONCE",
    description: "Tasks of one connector that this process works on at the same time; further ones wait.",
  }),
  taskMs: z
    .int()
    .min(1_000)
    .max(24 * HOUR_MS)
    .default(HOUR_MS)
    .meta({
      env: "LIMIT_TASK_MS",
      description: "Milliseconds that a task may work between two questions to its client.",
    }),
  taskTtlMs: z
    .int()
    .min(60_000)
    .max(30 * 24 * HOUR_MS)
    .default(24 * HOUR_MS)
    .meta({
      env: "LIMIT_TASK_TTL_MS",
      description: "Milliseconds that a task and its result are kept, from the call that began it.",
    }),
  subscriptions: z.int().min(0).max(1_000_000).default(1024).meta({
    env: "LIMIT_SUBSCRIPTIONS",
    description: "Open subscription streams of this process.",
  }),
  subscriptionsPerPrincipal: z.int().min(0).max(1_000_000).default(32).meta({
    env: "LIMIT_SUBSCRIPTIONS_PER_PRINCIPAL",
    description: "Open subscription streams of one principal.",
  }),
  pollMs: z
    .int()
    .min(0)
    .max(24 * HOUR_MS)
    .default(15_000)
    .meta({
      env: "LIMIT_POLL_MS",
      description:
        "Milliseconds between two looks at a resource that somebody listens to and that no webhook tells of; up to twenty times as long while it stays as it is. 0: nobody looks.",
    }),
  addressRequests: z.int().min(0).max(1_000_000_000).default(1000).meta({
    env: "LIMIT_ADDRESS_REQUESTS",
    description:
      "Requests of one address (one /64 of IPv6) within ten seconds, before sign-in; 0 for any number. Behind a proxy, set TRUSTED_PROXIES; loopback is not held.",
  }),
  principalPoints: z.int().min(0).max(1_000_000_000).default(1200).meta({
    env: "LIMIT_PRINCIPAL_POINTS",
    description:
      "What one principal may do within a minute, in points: 1 for a read, 3 for a search, 5 for a write or a deletion; 0 for any number.",
  }),
  callsPerPrincipal: z.int().min(1).max(100_000).default(8).meta({
    env: "LIMIT_CALLS_PER_PRINCIPAL",
    description: "Tool calls of one principal that run at the same time; further ones wait up to two seconds.",
  }),
  calls: z.int().min(1).max(100_000).default(256).meta({
    env: "LIMIT_CALLS",
    description: "Tool calls of this process that run at the same time; further ones wait up to two seconds.",
  }),
  inFlight: z.int().min(0).max(1_000_000).default(1024).meta({
    env: "LIMIT_IN_FLIGHT",
    description: "Requests being answered at the same time, streams aside; further ones get 503. 0 for any number.",
  }),
  loopDelayMs: z.int().min(0).max(60_000).default(200).meta({
    env: "LIMIT_LOOP_DELAY_MS",
    description:
      "Milliseconds that this process may be late (99th percentile) before it refuses with 503 what a crowd asks for; 0 for any number.",
  }),
  replicas: z.int().min(1).max(10_000).default(2).meta({
    env: "LIMIT_REPLICAS",
    description: "Replicas that share a vendor's quota: while Redis is away, each keeps to its part.",
  }),
});
