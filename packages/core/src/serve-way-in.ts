import type { OpenAudit } from "./audit/index.ts";
import {
  createSignIn,
  externalAuthenticator,
  fixedConnection,
  metadataRoutes,
  openAccess,
  protectedResources,
  upstreamTokenAccess,
  type AuthMode,
  type AuthRoute,
  type Authenticator,
  type Keys,
  type OwnerDesk,
} from "./auth/index.ts";
import type { Settings } from "./config/index.ts";
import * as mcp from "./mcp/index.ts";
import type { Log } from "./observe/index.ts";
import { recordSignIn } from "./serve-audit.ts";
import type { Configured } from "./serve-settings.ts";
import type { State } from "./store/index.ts";
import type { Upstream } from "./upstream/index.ts";

/** What the connectors of a process share of it. */
interface WayInHouse {
  settings: Settings;
  auth: AuthMode;
  log: Log;
  state: State;
  keys: Keys;
  audit: OpenAudit;
  /** Base of every URL, as clients reach it. */
  publicUrl: string;
  /** There is one connector only. */
  alone: boolean;
}

/** How one connector lets people in. */
export interface WayIn {
  authenticator: Authenticator;
  routes?: readonly AuthRoute[];
  desk?: OwnerDesk;
  upstream?: Upstream;
  accountEnded?(subject: string): Promise<number>;
  start?(): Promise<void>;
  stop?(): void;
}

/** Who is let in to one connector, and how. */
export function wayIn(
  house: WayInHouse,
  { connector, signIn, credential }: Configured,
  mountPath: string,
  runtime: mcp.Runtime,
): WayIn {
  const { settings, log, publicUrl, state, keys } = house;
  const { name, vendor } = connector;
  const identify: Parameters<typeof fixedConnection>[0]["identify"] = (connection) => mcp.identify(runtime, connection);
  const forget = (connection: string) =>
    void runtime.policies
      ?.remove(connection)
      .catch((error: unknown) => log.error({ err: error, connector: name }, "a policy could not be removed"));
  const operator = credential && { connector: name, credential, identify };
  if (house.auth === "oauth") {
    return createSignIn({
      connector,
      signIn: signIn ?? {},
      settings: settings.signIn,
      house: { store: state.durable, ...keys },
      channel: state.mode === "cluster" ? runtime.channel : undefined,
      mount: mountPath,
      publicUrl,
      alone: house.alone,
      operatorCredential: credential,
      upstream: runtime.upstream,
      onMove: async (from, to, by) => runtime.policies?.carry(from, to, by),
      viewOf: mcp.resourceViews(connector),
      identify,
      report(event) {
        recordSignIn(house, name, event);
        if (event.step === "disconnected" && event.connection !== undefined) forget(event.connection);
      },
      reportError: (error, { requestId, what }) =>
        log.error({ err: error, connector: name, request_id: requestId }, what ?? "sign-in failed unexpectedly"),
    });
  }
  const { issuer, jwksUri } = settings.signIn;
  if (house.auth === "external" && issuer !== undefined && operator !== undefined) {
    const resources = protectedResources(`${publicUrl}${mountPath}`, mcp.resourceViews(connector));
    const authenticator = externalAuthenticator({
      server: { issuer, jwksUri },
      resources,
      scopes: vendor.scopes,
      operator: fixedConnection(operator),
    });
    const { pathname } = new URL(`${publicUrl}${mountPath}`);
    const prefix = pathname.replace(/\/$/, "");
    const described = { resources, prefix, root: house.alone, authorizationServers: [issuer], title: connector.title };
    return { authenticator, routes: metadataRoutes(described) };
  }
  const open = operator && openAccess(operator);
  if (!settings.signIn.upstreamToken && open !== undefined) return { authenticator: open };
  const kindOf = (token: string) => signIn?.kindOf?.(token) ?? "token";
  return { authenticator: upstreamTokenAccess({ connector: name, kindOf, identify, otherwise: open }) };
}
