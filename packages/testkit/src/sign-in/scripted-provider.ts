import { REDIRECT_URI } from "./oauth-client.ts";

/** What either SDK wants kept of a sign-in, kept in memory; where it would open a browser, it waits for the test to do so. */
export interface ScriptedProvider {
  readonly redirectUrl: string;
  readonly clientMetadata: { client_name: string; redirect_uris: string[]; token_endpoint_auth_method: string };
  clientMetadataUrl?: string;
  state(): string;
  clientInformation(): never;
  saveClientInformation(information: unknown): void;
  tokens(): never;
  saveTokens(tokens: unknown): void;
  redirectToAuthorization(url: URL): void;
  saveCodeVerifier(verifier: string): void;
  codeVerifier(): string;
  saveDiscoveryState(state: unknown): void;
  discoveryState(): never;
  invalidateCredentials(scope: string): void;
  /** The URL that a person would be sent to, once. */
  takeUrl(): URL;
  kept: { tokens?: { access_token: string; refresh_token?: string; scope?: string }; client?: { client_id: string } };
}

/** @param options.clientMetadataUrl makes the client known by a document (CIMD) where the server takes that. */
export function scriptedProvider(options: { clientName?: string; clientMetadataUrl?: string } = {}): ScriptedProvider {
  const { clientName = "Scripted client", clientMetadataUrl } = options;
  const kept: ScriptedProvider["kept"] = {};
  let verifier = "";
  let discovered: unknown;
  let asked: URL | undefined;
  return {
    redirectUrl: REDIRECT_URI,
    clientMetadata: {
      client_name: clientName,
      redirect_uris: [REDIRECT_URI],
      token_endpoint_auth_method: "none",
    },
    ...(clientMetadataUrl !== undefined && { clientMetadataUrl }),
    state: () => "state-of-the-client",
    clientInformation: () => kept.client as never,
    saveClientInformation: (information) => void (kept.client = information as { client_id: string }),
    tokens: () => kept.tokens as never,
    saveTokens: (tokens) => void (kept.tokens = tokens as NonNullable<typeof kept.tokens>),
    redirectToAuthorization: (url) => void (asked = url),
    saveCodeVerifier: (value) => void (verifier = value),
    codeVerifier: () => verifier,
    saveDiscoveryState: (state) => void (discovered = state),
    discoveryState: () => discovered as never,
    invalidateCredentials(scope) {
      if (scope === "all" || scope === "tokens") delete kept.tokens;
      if (scope === "all" || scope === "client") delete kept.client;
    },
    takeUrl() {
      if (asked === undefined) throw new Error("The client has not asked for a sign-in.");
      const url = asked;
      asked = undefined;
      return url;
    },
    kept,
  };
}
