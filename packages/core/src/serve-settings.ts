import { z } from "zod";
import { authModeOf, checkClients, offersOf, type AuthMode } from "./auth/index.ts";
import {
  ConfigError,
  coreSettings,
  describeSettings,
  isLoopback,
  loadSettings,
  misspeltNames,
  readConfigFile,
  type Misspelt,
  type Settings,
} from "./config/index.ts";
import { nearest, type Connector, type Credential, type SignIn } from "./connector/index.ts";
import { toolNames } from "./mcp/index.ts";
import { connectorSettings } from "./policy/index.ts";
import { trustedCertificates } from "./upstream/index.ts";

export type VendorSettings = z.output<z.ZodObject>;

/** One connector with what its operator has set up for it. */
export interface Configured {
  connector: Connector;
  vendorSettings: VendorSettings;
  /** How people can sign in at the vendor; undefined where they cannot. */
  signIn: SignIn | undefined;
  /** The operator's own credential. */
  credential: Credential | undefined;
}

/**
 * Reads the core's settings and each connector's, which stand under the connector's name in `fairlead.json`.
 *
 * @throws ConfigError that names each wrong setting and what it accepts.
 */
export function readServeSettings(
  connectors: readonly Connector[],
  { env, folder }: { env: Readonly<Record<string, string | undefined>>; folder: string },
): {
  settings: Settings;
  auth: AuthMode;
  configured: readonly Configured[];
  /** Variables that are nearly a setting, and change nothing. */
  misspelt: readonly Misspelt[];
} {
  const file = readConfigFile(env, folder);
  const sections = Object.fromEntries(connectors.map((connector) => [connector.name, connectorSettings(connector)]));
  const schema = coreSettings.extend(sections);
  const all = loadSettings(schema, {
    env,
    ...(file !== undefined && { file: file.value, fileName: file.path }),
  });
  const settings = all as unknown as Settings;
  const served = servedOf(connectors, settings, (connector) => isSetUp(connector, env, file?.value));
  const configured = served.map((connector) => {
    const vendorSettings = (all as unknown as Record<string, VendorSettings>)[connector.name] ?? {};
    const { vendor } = connector;
    return {
      connector,
      vendorSettings,
      signIn: signInOf(connector, vendorSettings),
      credential: vendor.operatorCredential(vendorSettings as never),
    };
  });
  const signIns = configured.map(({ signIn }) => signIn);
  const auth = authModeOf(settings, signIns);
  checkPolicy({ served, all: connectors }, settings);
  for (const each of configured) checkWayIn(each, settings, auth);
  return { settings, auth, configured, misspelt: misspeltNames(schema, env) };
}

/** The connectors that the operator wants: those named; else those set up; else all, so that the start says what is missing. */
function servedOf(
  connectors: readonly Connector[],
  { policy, signIn }: Settings,
  setUp: (connector: Connector) => boolean,
): readonly Connector[] {
  const { connectors: wanted } = policy;
  if (wanted === undefined) {
    // A pasted token takes nothing to be set up.
    const some = signIn.forms.includes("token") ? [] : connectors.filter(setUp);
    return some.length > 0 ? some : connectors;
  }
  const known = connectors.map(({ name }) => name);
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length === 0 && wanted.length > 0) return connectors.filter(({ name }) => wanted.includes(name));
  const found = unknown.join(", ") || "nothing";
  throw new ConfigError([{ where: "FAIRLEAD_CONNECTORS", found, accepts: known.join(", ") }]);
}

/** Whether any setting of the connector's own is there. */
function isSetUp(connector: Connector, env: Readonly<Record<string, string | undefined>>, file: unknown): boolean {
  if (typeof file === "object" && file !== null && connector.name in file) return true;
  const rows = describeSettings(z.object({ [connector.name]: connectorSettings(connector) }));
  return rows.some(({ env: name }) => name !== undefined && (env[name] ?? "") !== "");
}

/** What a vendor says of settings that do not go together is the operator's business, like every other wrong setting. */
function signInOf({ name, vendor }: Connector, vendorSettings: VendorSettings): SignIn | undefined {
  const { caFile } = vendor.endpoint(vendorSettings as never);
  try {
    trustedCertificates(caFile);
    return vendor.signIn?.(vendorSettings as never);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new ConfigError([{ where: `The settings of ${name}`, advice: error.message }]);
  }
}

/**
 * A toolset that no connector has would silently serve nothing, a limit for a tool that none has hold nobody, and a tool whose
 * name is misspelt stay in.
 */
function checkPolicy(
  { served, all }: { served: readonly Connector[]; all: readonly Connector[] },
  { policy }: Settings,
): void {
  const toolsets = served.flatMap((connector) => Object.keys(connector.toolsets));
  checkNames("FAIRLEAD_TOOLSETS", policy.toolsets ?? [], toolsets);
  const limited = policy.limits.map(({ tool }) => tool);
  checkNames("LIMIT_TOOL_CALLS", limited, ["*", ...served.flatMap((connector) => toolNames(connector))]);
  // Of a connector that is not served now, it does no harm.
  checkNames(
    "FAIRLEAD_EXCLUDE_TOOLS",
    policy.excludeTools,
    all.flatMap((connector) => toolNames(connector)),
  );
}

function checkNames(where: string, names: readonly string[], known: readonly string[]): void {
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const close = unknown.map((name) => nearest(name, known)).find((name) => name !== undefined);
  const accepts = close === undefined || known.length <= 12 ? [...new Set(known)].join(", ") : `such as ${close}`;
  throw new ConfigError([{ where, found: unknown.join(", "), accepts }]);
}

/** Nobody could use a connector that has no credential and no way to get one. */
function checkWayIn(each: Configured, { auth: wanted, signIn: settings }: Settings, auth: AuthMode): void {
  const { connector, credential } = each;
  if (auth !== "none" && settings.upstreamToken) {
    throw new ConfigError([
      {
        where: "AUTH_UPSTREAM_TOKEN",
        found: "on",
        accepts: "off, unless AUTH is none",
        advice: "Where people sign in, whoever holds a vendor's token must not become somebody by it.",
      },
    ]);
  }
  const services = settings.clients.some(({ service }) => service);
  switch (auth) {
    case "none":
      if (credential === undefined && !settings.upstreamToken) {
        throw missingCredential(connector, wanted === "none" ? NONE_ADVICE : followsAdvice(connector));
      }
      return;
    case "external":
      if (settings.issuer === undefined) {
        throw new ConfigError([
          { where: "AUTH_ISSUER", found: "nothing", accepts: "the issuer while AUTH is external" },
        ]);
      }
      checkSecure("AUTH_ISSUER", settings.issuer);
      checkSecure("AUTH_JWKS_URI", settings.jwksUri);
      if (credential === undefined) throw missingCredential(connector, EXTERNAL_ADVICE);
      return;
    case "oauth": {
      checkClients(settings);
      if (services && credential === undefined) throw missingCredential(connector, SERVICE_ADVICE);
      const offers = offersOf(each.signIn, settings);
      if (!offers.oauth && !offers.token && !services) throw noWayIn(connector, settings.forms);
    }
  }
}

/** Whoever can change keys on their way signs tokens of their own (RFC 8414 §2: an issuer is an https URL). */
function checkSecure(where: string, url: string | undefined): void {
  if (url === undefined) return;
  const { protocol, hostname } = new URL(url);
  if (protocol === "https:" || isLoopback(hostname)) return;
  throw new ConfigError([{ where, found: url, accepts: "an https URL, or one on localhost" }]);
}

const NONE_ADVICE = "AUTH=none works with one credential, the operator's, for everybody.";
const EXTERNAL_ADVICE = "AUTH=external works with the operator's credential for everybody whom the issuer lets in.";
const SERVICE_ADVICE = "Clients with service: true work with the operator's credential.";

/** Whoever forgot the app has not asked for `AUTH=none`. */
function followsAdvice({ name, vendor }: Connector): string {
  const app = settingNames(name, vendor.settings, /CLIENT_(?:ID|SECRET)/);
  const ways = [...(app.length === 0 ? [] : [app.join(" and ")]), "AUTH_FORMS=token"].join(", or ");
  return `It is everybody's credential where nobody signs in. For people to sign in, set ${ways}.`;
}

function missingCredential({ name, title, vendor }: Connector, advice: string): ConfigError {
  const secrets = settingNames(name, vendor.settings, /TOKEN|KEY/, "secret");
  const where = secrets.join(" or ") || `${name}'s credential`;
  return new ConfigError([{ where, found: "nothing", accepts: `a token of ${title}`, advice }]);
}

function noWayIn({ name, title, vendor }: Connector, forms: Settings["signIn"]["forms"]): ConfigError {
  const app = settingNames(name, vendor.settings, /CLIENT_(?:ID|SECRET)/);
  return new ConfigError([
    {
      where: [...app, "AUTH_FORMS"].join(", "),
      found: `no app of ${title}, and the forms ${forms.join(", ")}`,
      accepts: "the id and secret of an app that you have registered there, or AUTH_FORMS with token",
      advice: "People could not sign in.",
    },
  ]);
}

function settingNames(name: string, schema: z.ZodObject, wanted: RegExp, kind?: "secret"): string[] {
  const rows = describeSettings(z.object({ [name]: schema })).filter(({ secret }) => kind === undefined || secret);
  return rows.flatMap(({ env }) => (env !== undefined && wanted.test(env) ? [env] : []));
}
