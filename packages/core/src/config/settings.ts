import { z } from "zod";
import { adminSettings } from "./admin-settings.ts";
import { clusterSettings } from "./cluster-settings.ts";
import { auditSettings } from "./audit-settings.ts";
import { limitSettings } from "./limit-settings.ts";
import { operatorSettings } from "./operator-settings.ts";
import { policySettings } from "./policy-settings.ts";
import { proxySettings } from "./proxy-settings.ts";
import { signInSettings } from "./sign-in-settings.ts";
import { tlsSettings } from "./tls-settings.ts";
import { tracingSettings } from "./tracing-settings.ts";

const LOOPBACK_NAMES = ["localhost", "127.0.0.1", "[::1]"];

const hostname = z
  .string()
  .regex(/^(?:\[[0-9a-f:.]+\]|[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)$/i)
  .transform((name) => name.toLowerCase());

const originOrHostname = z
  .string()
  .regex(/^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:\[[0-9a-f:.]+\]|[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)(?::\d{1,5})?$/i)
  .transform((name) => name.toLowerCase());

const publicUrl = z
  .url({ protocol: /^https?$/ })
  .refine(isBareUrl)
  .transform((url) => url.replace(/\/+$/, ""));

function isBareUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.username === "" && url.password === "" && url.search === "" && url.hash === "";
}

/**
 * Every setting of the core. A connector brings a table of its own, whose section in `fairlead.json` is the
 * connector's name: `coreSettings.extend({ github: githubSettings })` reads both at once.
 */
export const coreSettings = z.object({
  host: z.string().min(1).default("127.0.0.1").meta({
    env: "HOST",
    accepts: "an address or host name of this machine",
    description: "Address to listen on. Any address that is not loopback needs sign-in (AUTH).",
  }),
  port: z.int().min(0).max(65_535).default(3000).meta({
    env: "PORT",
    description: "Port to listen on; 0 takes any free one.",
  }),
  publicUrl: publicUrl.optional().meta({
    env: "PUBLIC_URL",
    accepts: "an http or https URL without user, query or fragment, such as https://mcp.example.com",
    description:
      "Base of every URL that we print or publish. Without it, HOST and PORT, with https:// where there is a certificate.",
  }),
  allowedHosts: z.array(hostname).default([]).meta({
    env: "ALLOWED_HOSTS",
    accepts: "a comma-separated list of host names without ports",
    description: "Host names that requests may be addressed to, beside loopback and the one in PUBLIC_URL.",
  }),
  allowedOrigins: z.array(originOrHostname).default(LOOPBACK_NAMES).meta({
    env: "ALLOWED_ORIGINS",
    accepts: "a comma-separated list of origins (https://app.example.com) or host names",
    description:
      "Web pages that may call us from a browser, beside those of PUBLIC_URL. A host name stands for any scheme and port.",
  }),
  trustProxy: z.boolean().default(false).meta({
    env: "TRUST_PROXY",
    description: "Believe X-Forwarded-For, -Host and -Proto. Only where nobody can reach this port but your own proxy.",
  }),
  proxy: proxySettings,
  tls: tlsSettings,
  auth: z.enum(["none", "oauth", "external"]).optional().meta({
    env: "AUTH",
    description:
      "Who may call. `oauth`: people who sign in, each with an account of their own. `external`: who bears a token of AUTH_ISSUER. `none`: whoever reaches the port, which is why it listens on loopback only. Without it, `oauth` where a way to sign in is set up, else `none`.",
  }),
  signIn: signInSettings,
  data: z.string().min(1).default(".fairlead").meta({
    env: "FAIRLEAD_DATA",
    accepts: "a folder, or :memory: to forget everything at the end",
    description:
      "Where everything is kept, in one database file, beside the keys that were not set. Unused with DATABASE_URL and REDIS_URL.",
  }),
  cluster: clusterSettings,
  secret: z.string().min(32).optional().meta({
    env: "FAIRLEAD_SECRET",
    secret: true,
    description:
      "Key of everything sealed that travels through a client: cursors, sessions, client ids. The same on every replica, which cannot start without it. Without DATABASE_URL, one is kept in FAIRLEAD_DATA.",
  }),
  previousSecrets: z.array(z.string().min(32)).default([]).meta({
    env: "FAIRLEAD_PREVIOUS_SECRETS",
    secret: true,
    accepts: "a comma-separated list of texts of at least 32 characters",
    description:
      "Secrets before FAIRLEAD_SECRET: what was sealed with them still opens. Where there are replicas, name the next one here on all of them before it becomes FAIRLEAD_SECRET.",
  }),
  vaultKeys: z.string().min(1).optional().meta({
    env: "FAIRLEAD_VAULT_KEYS",
    secret: true,
    accepts: "id:base64 of 32 bytes each, with commas between; the first one is current",
    description:
      "Keys that the vendors' tokens are encrypted under. The same on every replica, which cannot start without them. Without DATABASE_URL, one is kept in FAIRLEAD_DATA.",
  }),
  logging: z.object({
    level: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info").meta({
      env: "LOG_LEVEL",
      description: "The least severe level that is logged.",
    }),
    remote_requests: z.boolean().default(false).meta({
      env: "LOG_REMOTE_REQUESTS",
      description:
        "Log each request that comes in (`http_request`: method, tool, client, outcome, status, duration, sizes) and each to the vendor (`remote_request`: method, host, path without what people named, status, duration). Never headers, arguments or bodies.",
    }),
    response_timing: z.boolean().default(false).meta({
      env: "LOG_RESPONSE_TIMING",
      description:
        "Send Server-Timing and X-Response-Time with each response, and log the milliseconds of each stage of a call.",
    }),
  }),
  audit: auditSettings,
  limits: limitSettings,
  admin: adminSettings,
  operator: operatorSettings,
  cache: z.object({
    freshMs: z.int().min(0).max(3_600_000).default(0).meta({
      env: "CACHE_FRESH_MS",
      description:
        "Milliseconds for which the answer of a reading tool is served again without asking the vendor, where the tool itself does not say. 0: the vendor is asked each time, by a conditional request where it knows them, which costs no quota at GitHub.",
    }),
    staleIfErrorMs: z.int().min(0).max(86_400_000).default(300_000).meta({
      env: "CACHE_STALE_IF_ERROR_MS",
      description:
        "Milliseconds for which an earlier answer stands in for a vendor that answers 5xx or not at all; the result says so. 0: never.",
    }),
  }),
  shutdown: z.object({
    graceMs: z.int().min(0).max(600_000).default(25_000).meta({
      env: "SHUTDOWN_GRACE_MS",
      description: "Milliseconds that calls in flight have to finish after SIGTERM.",
    }),
    delayMs: z.int().min(0).max(600_000).default(0).meta({
      env: "SHUTDOWN_DELAY_MS",
      description:
        "Milliseconds between answering 503 on /ready and refusing connections, for balancers that take time to notice.",
    }),
  }),
  metrics: z.object({
    enabled: z.boolean().default(true).meta({
      env: "METRICS_ENABLED",
      description:
        "Serve Prometheus metrics on /metrics: of the admin port where there is one, else of the public one, where METRICS_TOKEN is needed.",
    }),
    token: z.string().min(16).optional().meta({
      env: "METRICS_TOKEN",
      secret: true,
      accepts: "a text of at least 16 characters",
      description:
        "What whoever reads /metrics must bear (`Authorization: Bearer …`), on either port. Without it the public port has no /metrics, and the admin port asks for nothing.",
    }),
  }),
  tracing: tracingSettings,
  policy: policySettings,
});

/** Every setting of the core, read and checked. */
export type Settings = z.output<typeof coreSettings>;
