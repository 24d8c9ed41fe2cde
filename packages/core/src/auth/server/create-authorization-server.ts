import Provider from "oidc-provider";
import type { Store } from "../../store/index.ts";
import type { Connections } from "../connections/index.ts";
import { sendPage } from "../../pages/index.ts";
import type { Pages } from "../pages/index.ts";
import { createAdapters } from "./adapter.ts";
import { appLanding } from "./app-landing.ts";
import { createAddressLimit } from "./address-limit.ts";
import type { AuthContext } from "./auth-route.ts";
import { createDocumentGuard } from "./document-guard.ts";
import { errorPage } from "./error-page.ts";
import type { ProtectedResources } from "./protected-resources.ts";
import { providerBridge } from "./provider-bridge.ts";
import { providerConfiguration, type ConfiguredClient } from "./provider-configuration.ts";
import { guardProvider } from "./provider-middleware.ts";
import type { ServerKeys } from "./server-keys.ts";
import { answerStorageOutage } from "./storage-outage.ts";
import { createStatelessClients } from "./stateless-clients.ts";
import type { StepUps } from "./step-ups.ts";

/** What one address may make us fetch: a person starts few sign-ins with clients that we do not know yet. */
const DOCUMENT_FETCHES = { burst: 10, perMs: 6_000 };

/** What the operator has decided on clients. */
export interface ClientSettings {
  /** RFC 7591. Deprecated by MCP 2026-07-28, and still what many clients need. */
  registration: boolean;
  /** Clients known by a document at an https URL of theirs. */
  documents: boolean;
  configured: readonly (ConfiguredClient & { service?: boolean | undefined })[];
  /** See `RedirectPolicy`. */
  allowedRedirects: readonly string[] | undefined;
  /** Who is turned away. */
  isDenied(clientId: string): boolean;
}

/** One connector's authorization server. */
export interface AuthorizationServer {
  provider: Provider;
  /** Answers a request for one of its endpoints. */
  handle(ctx: AuthContext): Promise<void>;
  /** Ends an MCP grant with every token under it. */
  endGrant(grantId: string): Promise<void>;
  /** Proves that it may fetch what strangers name. @throws Error when it may not. */
  assertSafe(): Promise<void>;
}

export interface AuthorizationServerOptions {
  /** PUBLIC_URL and the mount. */
  issuer: string;
  mount: string;
  /** Of this connector. */
  store: Store;
  /** The same, for tokens that are shown with a request. */
  recalling: Store;
  keys: ServerKeys;
  stepUps: StepUps;
  settings: ClientSettings;
  resources: ProtectedResources;
  /** Every scope that a token may have. */
  scopes: readonly string[];
  connector: { title: string };
  connections: Pick<Connections, "grantEnded" | "ofGrant" | "onGrantsEnded">;
  pages: Pages;
  /** Takes a failure that somebody has to look at. */
  reportError(error: unknown): void;
}

/** The models whose rows die with a grant. */
const UNDER_GRANT = ["AccessToken", "RefreshToken", "AuthorizationCode"] as const;

/** oidc-provider, guarded and wired: codes, tokens, registration, revocation. Who signs in is the flow's business. */
export function createAuthorizationServer(options: AuthorizationServerOptions): AuthorizationServer {
  const { issuer, settings, keys, resources, scopes, connections } = options;
  const clients = createStatelessClients(keys.clients);
  const find = (id: string) => (settings.registration && !settings.isDenied(id) ? clients.find(id) : undefined);
  const documents = settings.documents ? createDocumentGuard(createAddressLimit(DOCUMENT_FETCHES)) : undefined;
  const { pathname } = new URL(issuer);
  const prefix = pathname === "/" ? "" : pathname;
  const page = errorPage(options.pages, options.connector);

  const provider = new Provider(
    issuer,
    providerConfiguration({
      keys,
      adapter: createAdapters({ ...options, clients: { find } }),
      clients,
      configured: settings.configured,
      policy: {
        allowed: settings.allowedRedirects,
        services: new Set(settings.configured.flatMap(({ clientId, service }) => (service === true ? [clientId] : []))),
      },
      registration: settings.registration,
      documents,
      isDenied: settings.isDenied,
      resources,
      scopes,
      interactionPath: (uid) => `${prefix}/interaction/${uid}`,
      renderError: async (ctx, out) => sendPage(ctx, page(out)),
    }),
  );
  guardProvider(provider, {
    resources,
    scopes,
    documents,
    interstitial: (ctx, link, error) => sendPage(ctx, page({ error, link })),
    landing: appLanding(provider, options),
  });
  answerStorageOutage(provider);
  provider.on("server_error", (_ctx, error) => options.reportError(error));
  // Of a refresh token that was revoked or replayed, of a code that was: the vendor's token goes, too.
  provider.on("grant.revoked", (_ctx, grantId) => {
    connections.grantEnded(grantId).catch(options.reportError);
  });
  const endGrant = async (grantId: string) => {
    for (const model of UNDER_GRANT) await provider[model].revokeByGrantId(grantId);
    const grant = await provider.Grant.find(grantId);
    await grant?.destroy();
  };
  connections.onGrantsEnded(async (grants) => {
    for (const { grantId } of grants) await endGrant(grantId);
  });

  return {
    provider,
    handle: providerBridge(provider, options.mount),
    endGrant,
    async assertSafe() {
      await documents?.assertWorking((url) => provider.Client.find(url));
    },
  };
}
