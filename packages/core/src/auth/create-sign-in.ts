import type { Settings } from "../config/index.ts";
import type { Connector, Credential, Identity, SignIn } from "../connector/index.ts";
import type { Upstream } from "../upstream/index.ts";
import type { Channel } from "../store/index.ts";
import { bearerMemory } from "./bearer-memory.ts";
import type { Authenticator, Connection } from "./connection.ts";
import { connectorStore } from "./connector-vault.ts";
import { createConnections } from "./connections/index.ts";
import { fixedConnection } from "./fixed-connection.ts";
import { createFlowRecords, flowRoutes, visitorSessions, type SignInEvent } from "./flow/index.ts";
import { createFormProof } from "../pages/index.ts";
import { ownerDesk, type OwnerDesk } from "./owner-desk.ts";
import { createPages } from "./pages/index.ts";
import { createAddressLimit } from "./server/address-limit.ts";
import type { AuthRoute } from "./server/auth-route.ts";
import { createDepartures } from "./server/departures.ts";
import { createAuthorizationServer } from "./server/create-authorization-server.ts";
import { metadataRoutes } from "./server/metadata-routes.ts";
import { noticeRefusals } from "./server/notice-refusals.ts";
import { oauthAuthenticator } from "./server/oauth-authenticator.ts";
import { protectedResources, type ResourceView } from "./server/protected-resources.ts";
import { deniedClients } from "./server/denied-clients.ts";
import { serverKeys } from "./server/server-keys.ts";
import { TENANT } from "./server/tenant.ts";
import { serverRoutes } from "./server/server-routes.ts";
import { signedInConnections } from "./server/signed-in-connections.ts";
import { createStepUps } from "./server/step-ups.ts";
import type { SignInHouse } from "./sign-in-house.ts";
import { offersOf } from "./sign-in-mode.ts";
import { createVault } from "./vault/index.ts";
import { borrowedConnection, createVendorAccess } from "./vendor/index.ts";

const PRUNE_EVERY_MS = 3_600_000;
/** A person mistypes a few times; an office behind one address fits. */
const TOKEN_TRIES = { burst: 10, perMs: 12_000 };

export interface SignInOptions {
  connector: Connector;
  signIn: SignIn;
  settings: Settings["signIn"];
  house: SignInHouse;
  /** This connector's, to the other replicas; undefined where there are none. */
  channel: Channel | undefined;
  /** Where the connector is mounted on this server. */
  mount: string;
  /** PUBLIC_URL, or where we listen; the mount is not part of it. */
  publicUrl: string;
  /** No other connector wants the documents at the root. */
  alone: boolean;
  /** What service accounts work with. */
  operatorCredential: Credential | undefined;
  upstream: Upstream;
  /** Reads a path below the mount: `/mcp/readonly`. */
  viewOf(path: string): ResourceView | undefined;
  /** A client goes on with another connection of the same account: what its owner allows goes along. */
  onMove(from: string, to: string, by: { tenant: string; subject: string }): Promise<void>;
  /** Asks the vendor who a connection's credential belongs to. */
  identify(connection: Connection): Promise<Identity>;
  report(event: SignInEvent): void;
  reportError(error: unknown, facts: { requestId?: string; what?: string }): void;
}

/** How one connector lets people in. */
export interface ConnectorSignIn {
  authenticator: Authenticator;
  routes: readonly AuthRoute[];
  /** The way out, which notices credentials that the vendor has ended. */
  upstream: Upstream;
  /** What people see and decide of their connections. */
  desk: OwnerDesk;
  /** The vendor says that it has ended what an identity, named by its subject, granted to our app. */
  accountEnded(subject: string): Promise<number>;
  /** @throws Error when it would not be safe. */
  start(): Promise<void>;
  stop(): void;
}

/** `AUTH=oauth`: the connector's own authorization server, with everything that a sign-in takes, wired together. */
export function createSignIn(options: SignInOptions): ConnectorSignIn {
  const { connector, signIn, settings, house, mount, publicUrl, identify, reportError } = options;
  const { vendor } = connector;
  const issuer = `${publicUrl}${mount}`;
  const prefix = new URL(issuer).pathname.replace(/\/$/, "");
  const { keyRing } = house;
  const memory = bearerMemory(connectorStore(house, connector.name), options.channel);
  const { store, recalling } = memory;
  const keys = serverKeys(house.secrets, connector.name);
  const resources = protectedResources(issuer, options.viewOf);
  const scopes = Object.keys(vendor.scopes);

  const vendorAccess = createVendorAccess({
    connector: connector.name,
    title: connector.title,
    signIn,
    identify: (credential) => identify(borrowedConnection(connector.name, credential)),
    explain: (error) => vendor.explain(error),
  });
  const connections = createConnections({
    store,
    vault: createVault({ store, keyRing }),
    recalled: { store: recalling, vault: createVault({ store: recalling, keyRing }) },
    vendor: vendorAccess,
    report: (error, what) => reportError(error, { what }),
    onMove: options.onMove,
    onChange: (change, { id, subject }) =>
      options.report({
        step: change === "ended" ? "disconnected" : "renamed",
        connector: connector.name,
        connection: id,
        subject,
        requestId: undefined,
      }),
  });
  // What was read with an account that has been disconnected goes first, on every replica.
  connections.onGrantsEnded(async (grants) => {
    for (const id of new Set(grants.map(({ connectionId }) => connectionId))) await options.upstream.invalidate(id);
  });
  const departures = createDepartures(options.channel);
  connections.onGrantsEnded(async (grants) => departures.tell(grants.map(({ grantId }) => grantId)));
  const opened = signedInConnections(connections);
  const stepUps = createStepUps(store);
  const pages = createPages({ basePath: new URL(publicUrl).pathname.replace(/\/$/, "") });
  const isDenied = deniedClients(settings.deniedClients);
  const server = createAuthorizationServer({
    issuer,
    mount,
    store,
    recalling,
    keys,
    stepUps,
    settings: {
      registration: settings.registration,
      documents: settings.documents,
      configured: settings.clients,
      allowedRedirects: settings.allowedRedirects,
      isDenied,
    },
    resources,
    scopes,
    connector,
    connections,
    pages,
    reportError: (error) => reportError(error, {}),
  });
  server.provider.on("grant.revoked", (_ctx, grantId) => departures.tell([grantId]));
  const home = `${prefix}/connections`;
  const visitors = visitorSessions(keys.flows, issuer, home);
  const proof = createFormProof(keys.forms);
  let pruning: NodeJS.Timeout | undefined;

  return {
    authenticator: oauthAuthenticator({
      provider: server.provider,
      resources,
      connections,
      opened,
      scopes: vendor.scopes,
      operator: operatorConnection(options),
      isDenied,
      stepUps,
      departures,
    }),
    routes: [
      ...serverRoutes({ mount, prefix, provider: (ctx) => server.handle(ctx) }),
      ...metadataRoutes({
        resources,
        prefix,
        root: options.alone,
        authorizationServers: [issuer],
        title: connector.title,
      }),
      ...flowRoutes({
        provider: server.provider,
        connector: { name: connector.name, title: connector.title, scopes: vendor.scopes },
        resources,
        offers: offersOf(signIn, settings),
        vendor: vendorAccess,
        connections,
        pages,
        records: createFlowRecords(store, keys.flows),
        proof,
        tokenTries: createAddressLimit(TOKEN_TRIES),
        issuer,
        prefix,
        mount,
        report: options.report,
        reportError: (error, requestId) => reportError(error, { requestId }),
        baseline: vendor.baseline,
        visitors,
      }),
      ...(pages.routes as readonly AuthRoute[]),
    ],
    upstream: noticeRefusals(options.upstream, opened.refused),
    desk: ownerDesk({ home, visitors, proof, connections }),
    accountEnded: (subject) => connections.accountEnded({ tenant: TENANT, subject }),
    async start() {
      await server.assertSafe();
      const prune = () =>
        connections
          .prune(async (grantId) => (await server.provider.Grant.find(grantId)) !== undefined)
          .catch((error: unknown) => reportError(error, { what: "ending connections whose grants have expired" }));
      pruning = setInterval(() => void prune(), PRUNE_EVERY_MS).unref();
    },
    stop() {
      clearInterval(pruning);
      memory.close();
    },
  };
}

function operatorConnection({ connector, operatorCredential: credential, identify }: SignInOptions) {
  return credential && fixedConnection({ connector: connector.name, credential, identify });
}
