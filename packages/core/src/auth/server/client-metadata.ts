import { errors } from "oidc-provider";
import { documentAddress } from "./document-address.ts";
import { refuseRedirectUri, type RedirectPolicy } from "./redirect-uri.ts";

/** What the operator decides on clients. */
export interface ClientPolicy extends RedirectPolicy {
  /** Ids of configured clients that act for nobody but themselves. Nobody else can become one. */
  services: ReadonlySet<string>;
}

const MAX_REDIRECT_URIS = 10;
const MAX_NAME_LENGTH = 100;
/** What a client of ours may be given tokens for. */
export const GRANT_TYPES = ["authorization_code", "refresh_token"];
const SERVICE_GRANT = "client_credentials";

/**
 * What we neither use nor show. `scope` would cap what the client may step up to; logos and links would be shown by nobody;
 * `sector_identifier_uri` would make us fetch; the rest asks for OpenID features that we do not have.
 */
const DROPPED = [
  "scope",
  "logo_uri",
  "client_uri",
  "policy_uri",
  "tos_uri",
  "contacts",
  "sector_identifier_uri",
  "subject_type",
  "initiate_login_uri",
  "default_acr_values",
  "default_max_age",
  "require_auth_time",
];

type Metadata = Record<string, unknown>;

/**
 * Bends what a client says of itself into what we take, in place: for clients that register themselves and for those whose
 * id is a document's address alike. Clients of the field ask for more than they need (VS Code for the device flow, Claude
 * for scopes), which is no reason to turn them away.
 *
 * @throws InvalidClientMetadata for what cannot be taken.
 */
export function normalizeClientMetadata(metadata: Metadata, policy: ClientPolicy): void {
  for (const field of DROPPED) delete metadata[field];
  refuseKeyAddress(metadata);
  proveNothingByDefault(metadata);
  const redirects = redirectUris(metadata, policy);
  metadata["client_name"] = clientName(metadata);
  if (metadata["client_name"] === undefined) delete metadata["client_name"];
  const service = policy.services.has(String(metadata["client_id"]));
  metadata["grant_types"] = service ? [SERVICE_GRANT] : grantTypes(metadata["grant_types"]);
  metadata["response_types"] = service ? [] : ["code"];
  metadata["response_modes"] = ["query"];
  // A list may mix the web with loopback (VS Code): loopback ports are free for native clients only.
  metadata["application_type"] = redirects.every((uri) => URL.parse(uri)?.protocol === "https:") ? "web" : "native";
}

/** Who registers is nobody yet, and could point us at anything. Who has a document has a host of its own to answer for. */
function refuseKeyAddress({ client_id: id, jwks_uri: address }: Metadata): void {
  if (address === undefined || documentAddress(id) !== undefined) return;
  throw new errors.InvalidClientMetadata(
    "jwks_uri is for clients known by a document: send the keys themselves, as jwks",
  );
}

/**
 * A document cannot hold a secret, and the library refuses one that means to have it. But it takes a secret for meant where
 * nothing is said (RFC 7591 §2), and so refuses documents that have all that MCP asks of them.
 */
function proveNothingByDefault(metadata: Metadata): void {
  const { client_id: id, token_endpoint_auth_method: method } = metadata;
  const assumed = method === undefined || (typeof method === "string" && method.startsWith("client_secret_"));
  if (assumed && documentAddress(id) !== undefined) metadata["token_endpoint_auth_method"] = "none";
}

/** The first is what signing in is. */
function grantTypes(named: unknown): string[] {
  return GRANT_TYPES.filter((type, at) => at === 0 || (Array.isArray(named) && named.includes(type)));
}

function redirectUris(metadata: Metadata, policy: RedirectPolicy): string[] {
  const uris = metadata["redirect_uris"] ?? [];
  const texts = Array.isArray(uris) && uris.every((uri) => typeof uri === "string") ? uris : undefined;
  if (texts === undefined) throw new errors.InvalidClientMetadata("redirect_uris must be a list of strings");
  if (texts.length > MAX_REDIRECT_URIS) {
    throw new errors.InvalidClientMetadata(`redirect_uris must have at most ${MAX_REDIRECT_URIS} members`);
  }
  for (const uri of texts) {
    const refusal = refuseRedirectUri(uri, policy);
    if (refusal !== undefined) throw new errors.InvalidClientMetadata(`redirect_uris ${refusal}`);
  }
  return texts;
}

/** A document must name its client (MCP "Client ID Metadata Documents"); one that registers itself may stay nameless. */
function clientName({ client_id: id, client_name: name }: Metadata): string | undefined {
  const document = documentAddress(id) !== undefined;
  if (name === undefined && !document) return undefined;
  if (typeof name !== "string") throw new errors.InvalidClientMetadata("client_name must be a text");
  const shown = name
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .trim()
    .slice(0, MAX_NAME_LENGTH);
  if (shown === "" && document) throw new errors.InvalidClientMetadata("client_name must be a text");
  return shown === "" ? undefined : shown;
}
