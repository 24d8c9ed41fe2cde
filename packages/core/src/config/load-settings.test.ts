import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { ConfigError, coreSettings, loadSettings, type SettingSources } from "./index.ts";

/** `PROPERTY_RUNS=10000` for the long form. */
const RUNS = Number(process.env["PROPERTY_RUNS"] ?? 100);

const core = (env: Record<string, string>, file?: unknown) => loadSettings(coreSettings, { env, file });

function problemsOf(schema: z.ZodObject, sources: SettingSources): string {
  try {
    loadSettings(schema, sources);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return "none";
}

describe("where a setting comes from", () => {
  test("nothing written gives the defaults", () => {
    const settings = core({});
    expect(settings).toMatchObject({
      host: "127.0.0.1",
      port: 3000,
      allowedHosts: [],
      trustProxy: false,
    });
    expect(settings.logging).toEqual({ level: "info", remote_requests: false, response_timing: false });
    expect(settings.limits).toMatchObject({ bodyBytes: 4_194_304, resultTokens: 6000, callTimeoutMs: 60_000 });
    expect(settings.shutdown).toEqual({ graceMs: 25_000, delayMs: 0 });
    expect(settings.publicUrl).toBeUndefined();
  });

  test("the environment wins over the file", () => {
    const file = { port: 8080, logging: { level: "debug", response_timing: true } };
    const settings = core({ PORT: "9090" }, file);
    expect(settings.port).toBe(9090);
    expect(settings.logging).toEqual({ level: "debug", remote_requests: false, response_timing: true });
  });

  test("a list of objects is JSON in the environment, and plain in the file", () => {
    const clients = [
      { clientId: "console", clientName: "Console", redirectUris: ["https://console.example/callback"] },
    ];
    const read = [{ ...clients[0], service: false }];
    expect(core({ AUTH_CLIENTS: JSON.stringify(clients) }).signIn.clients).toEqual(read);
    expect(core({}, { signIn: { clients } }).signIn.clients).toEqual(read);
    expect(() => core({ AUTH_CLIENTS: "console, other" })).toThrow(/AUTH_CLIENTS/);
  });

  test("an empty variable sets nothing", () => {
    expect(core({ PORT: "", LOG_LEVEL: "  " }, { port: 8080 })).toMatchObject({
      port: 8080,
      logging: { level: "info" },
    });
  });

  test("a variable may have a second name, which its first one beats", () => {
    expect(core({ SSL_CERT_PATH: "/c.pem", TLS_CERT_FILE: " " }).tls.certFile).toBe("/c.pem");
    expect(core({ SSL_CERT_PATH: "/c.pem", TLS_CERT_FILE: "/d.pem" }).tls.certFile).toBe("/d.pem");
  });

  test("text is read as the setting's type", () => {
    const settings = core({
      PORT: " 81 ",
      ALLOWED_HOSTS: "A.example.com, b.example.com,",
      PUBLIC_URL: "https://mcp.example.com/",
    });
    expect(settings.port).toBe(81);
    expect(settings.allowedHosts).toEqual(["a.example.com", "b.example.com"]);
    expect(settings.publicUrl).toBe("https://mcp.example.com");
  });

  test.each(["true", "1", "yes", "on", "TRUE", "On"])("%s is true", (word) => {
    expect(core({ TRUST_PROXY: word }).trustProxy).toBe(true);
  });

  test.each(["false", "0", "no", "off", "False"])("%s is false", (word) => {
    expect(core({ METRICS_ENABLED: word }).metrics.enabled).toBe(false);
  });

  test("a connector's section stands under its name", () => {
    const github = z.object({
      host: z.string().default("github.com").meta({ env: "GITHUB_HOST", description: "Where GitHub is." }),
      app: z.object({ id: z.int().meta({ env: "GITHUB_APP_ID" }) }).optional(),
    });
    const schema = coreSettings.extend({ github });
    expect(loadSettings(schema, { env: {}, file: { github: { host: "ghe.example.com" } } }).github).toEqual({
      host: "ghe.example.com",
    });
    expect(loadSettings(schema, { env: { GITHUB_APP_ID: "7" } }).github).toEqual({
      host: "github.com",
      app: { id: 7 },
    });
    expect(problemsOf(schema, { env: {}, file: { github: { hots: "x" } } })).toContain("Did you mean github.host?");
  });
});

describe("what is wrong is said", () => {
  test("every wrong setting at once, with its names, what was found and what it accepts", () => {
    const env = {
      LOG_LEVEL: "loud",
      TRUST_PROXY: "maybe",
      ALLOWED_HOSTS: "ok.example.com,https://no.example.com",
      AUTH: "open",
    };
    const file = { port: 99_999, logging: { levle: "info" }, limits: "small", shutdown: { graceMs: 1.5 } };
    expect(problemsOf(coreSettings, { env, file, fileName: "fairlead.json" })).toMatchInlineSnapshot(`
      "The configuration has 8 problems:

        logging.levle in fairlead.json
          is not a setting. Did you mean logging.level?

        limits in fairlead.json
          found    5 characters of text (not shown)
          accepts  an object with bodyBytes, resultTokens, callTimeoutMs, upstreamBytes, headersTimeoutMs, requestTimeoutMs, keepAliveMs, maxConnections, sessionTtlMs, liveSessionsPerPrincipal, tasksPerPrincipal, tasksAtOnce, taskMs, taskTtlMs, subscriptions, subscriptionsPerPrincipal, pollMs, addressRequests, principalPoints, callsPerPrincipal, calls, inFlight, loopDelayMs, replicas

        port in fairlead.json (or PORT)
          found    99999
          accepts  an integer from 0 to 65535

        ALLOWED_HOSTS (or allowedHosts in fairlead.json)
          found    "ok.example.com,https://no.example.com"
          accepts  a comma-separated list of host names without ports

        TRUST_PROXY (or trustProxy in fairlead.json)
          found    "maybe"
          accepts  true or false (also 1, 0, yes, no, on, off)

        AUTH (or auth in fairlead.json)
          found    "open"
          accepts  one of none, oauth, external

        LOG_LEVEL (or logging.level in fairlead.json)
          found    "loud"
          accepts  one of trace, debug, info, warn, error, fatal, silent

        shutdown.graceMs in fairlead.json (or SHUTDOWN_GRACE_MS)
          found    1.5
          accepts  an integer from 0 to 600000"
    `);
  });

  test("the value of a secret is never shown", () => {
    const text = problemsOf(coreSettings, { env: { FAIRLEAD_SECRET: "hunter2-hunter2" } });
    expect(text).toContain("found    15 characters of text (not shown)");
    expect(text).toContain("accepts  text of at least 32 characters");
    expect(text).not.toContain("hunter2");
  });

  test("a password inside a URL is not shown", () => {
    const text = problemsOf(coreSettings, { env: { PUBLIC_URL: "https://me:hunter2@mcp.example.com" } });
    expect(text).toContain('found    "https://…@mcp.example.com"');
    expect(text).toContain("without user, query or fragment");
  });

  test.each([
    [{ level: "debug" }, "Did you mean logging.level?"],
    [{ public_url: "https://x.example.com" }, "Did you mean publicUrl?"],
    [{ LOG_LEVEL: "debug" }, "Did you mean logging.level?"],
    [{ limits: { bodyByte: 1 } }, "Did you mean limits.bodyBytes?"],
    [{ zzzzzzzz: 1 }, "There are: host, port,"],
    [JSON.parse('{"__proto__": {"port": 1}}'), "__proto__ in fairlead.json"],
  ])("an unknown key %j is refused with the nearest name", (file, hint) => {
    expect(problemsOf(coreSettings, { env: {}, file })).toContain(hint);
  });

  test("a required setting that nobody wrote", () => {
    const schema = z.object({ id: z.string().min(1).meta({ env: "CLIENT_ID" }), note: z.string() });
    const text = problemsOf(schema, { env: {} });
    expect(text).toContain("CLIENT_ID (or id in fairlead.json)\n    found    nothing");
    expect(text).toContain("note in fairlead.json\n    found    nothing");
  });

  test("a rule of a setting's own is told in its words", () => {
    const schema = z.object({
      host: z
        .string()
        .refine((host) => !host.includes(" "), "must be a host name")
        .meta({ env: "SOME_HOST" }),
    });
    expect(problemsOf(schema, { env: { SOME_HOST: "not one" } })).toContain(
      'found    "not one"\n    accepts  text\n    Must be a host name.',
    );
  });

  test("a rule over several settings is told in its own words", () => {
    const schema = z
      .object({ a: z.boolean().default(true), b: z.boolean().default(true) })
      .refine(({ a, b }) => a !== b, {
        error: "a and b exclude each other",
      });
    expect(problemsOf(schema, { env: {} })).toContain("The settings together\n    a and b exclude each other");
  });
});

test("law: whatever stands in the environment and the file, settings or ConfigError come out, and no secret", () => {
  const names = [
    "HOST",
    "PORT",
    "PUBLIC_URL",
    "ALLOWED_HOSTS",
    "ALLOWED_ORIGINS",
    "TRUST_PROXY",
    "AUTH",
    "LOG_LEVEL",
    "SHUTDOWN_GRACE_MS",
    "LIMIT_BODY_BYTES",
    "FAIRLEAD_TOOLSETS",
  ];
  // Half surrogates, too. The library's own "binary" first lists a million characters, which takes seconds.
  const unit = fc.nat(0xff_ff).map((code) => String.fromCharCode(code));
  const value = fc.oneof(
    fc.string({ unit }),
    fc.webUrl(),
    fc.integer().map(String),
    fc.constantFrom("yes", "[::1]", "//", "http://"),
  );
  const key = fc.oneof(fc.constantFrom(...Object.keys(coreSettings.shape), "__proto__", "constructor"), fc.string());
  // No setting lies deeper than two sections; whatever lies below only takes time to make up.
  const json = fc.jsonValue({ maxDepth: 1 });
  const file = fc.dictionary(key, fc.oneof(json, fc.dictionary(key, json, { maxKeys: 4 })), { maxKeys: 4 });
  const secret = fc.constantFrom("canary", "canary".repeat(8));
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), value), secret, fc.option(file), (env, canary, written) => {
      const sources = { env: { ...env, FAIRLEAD_SECRET: canary }, file: written ?? undefined };
      expect(problemsOf(coreSettings, sources)).not.toContain("canary");
    }),
    { numRuns: RUNS },
  );
});
