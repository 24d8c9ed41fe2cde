import type { TokenForm } from "../../connector/index.ts";
import type { FormTarget } from "../../pages/index.ts";

/** What every page knows of the connector that it belongs to. */
export interface ConnectorFacts {
  /** As in "Connect GitHub". */
  title: string;
}

/** Who asks to be let in. Every text is the client's own word: it is shown as text and never as a link. */
export interface AskingClient {
  /** `client_name`, unverified. */
  name: string | undefined;
  /**
   * How we know it: by the document at a host (client ID metadata document), because it registered itself, or because the
   * operator configured it.
   */
  identity: { kind: "document"; host: string } | { kind: "registered" } | { kind: "configured" };
  /** The host that the answer goes to, or the scheme of an app. */
  redirectHost: string;
  /** The answer goes to a program on the person's own machine. */
  loopback: boolean;
}

/** Posts `choice` = `oauth`, `token` or `deny`. */
export interface ConsentData extends FormTarget {
  connector: ConnectorFacts;
  client: AskingClient;
  /** The MCP URL that is asked for. */
  resource: string;
  /** What is asked for, in words. */
  scopes: readonly { name: string; sentence: string }[];
  /** True for a resource that only reads. */
  readonly: boolean;
  /** The ways to sign in that are offered. */
  offers: { oauth: boolean; token: boolean };
  /** Shown above the form when a first try did not work. */
  problem?: string | undefined;
}

/** Posts `token` and `choice` = `connect` or `back`. */
export interface TokenFormData extends FormTarget {
  connector: ConnectorFacts;
  client: Pick<AskingClient, "name" | "redirectHost">;
  forms: readonly TokenForm[];
  /** The scopes that a token should have, by their names at the vendor. */
  scopes: readonly string[];
  problem?: string | undefined;
}

export interface SuccessData {
  connector: ConnectorFacts;
  /** The account, as the vendor calls it. */
  login: string | undefined;
  /** Where to go on. */
  link?: { href: string; label: string } | undefined;
}

/** Each connection posts `connection` (its id) with `choice` = `rename` (and `label`) or `revoke`. */
export interface ConnectionsData extends FormTarget {
  connector: ConnectorFacts;
  /** Who is signed in. */
  login: string;
  connections: readonly ConnectionRow[];
  /** What has just been done. */
  notice?: string | undefined;
  problem?: string | undefined;
  /** The vendor's page of connected apps. */
  manageUrl?: string | undefined;
}

export interface ConnectionRow {
  id: string;
  label: string;
  login: string;
  host: string;
  profile: string | undefined;
  authKind: "oauth" | "token";
  /** Sentences where we have them, names otherwise; undefined when the vendor does not say. */
  scopes: readonly string[] | undefined;
  status: "active" | "reauthorize";
  createdAtMs: number;
  lastUsedAtMs: number;
  expiresAtMs: number | undefined;
  clients: readonly { name: string | undefined; createdAtMs: number }[];
}
