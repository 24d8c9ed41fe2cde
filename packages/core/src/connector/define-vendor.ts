import type { z } from "zod";
import type { Identity } from "./context.ts";
import type { SignIn } from "./sign-in.ts";
import type { ToolError } from "./tool-error.ts";

/** A vendor's secret. Only the vault, `authorize` and the way out ever hold one. */
export interface Credential {
  /** What it is, in the vendor's words: `oauth`, `pat`, `app`. */
  kind: string;
  token: string;
  /** A second secret of the same sign-in, such as the app's own, where there is one: `authorize` chooses. */
  companion?: string | undefined;
}

/** Where a vendor lives, and what its HTTP means. */
export interface Endpoint {
  /** `host` or `host:port`; only these ever see the credential. */
  hosts: readonly string[];
  /** Redirects are followed there without the credential: logs, archives. A leading `*.` stands for any subdomain. */
  redirectHosts?: readonly string[];
  /** A PEM file of authorities that the hosts' certificates may be signed by, beside the usual ones. */
  caFile?: string;
  /** Plain http, on loopback only: stand-ins. */
  allowLoopbackHttp?: boolean;
  /** True for a request that only reads although its method does not say so, such as a GraphQL query. */
  readOnly?(request: { method: string; url: URL; body: string | undefined }): boolean;
  /**
   * True when a refusal is a limit that its status and headers do not show; "everybody" when the vendor refuses whoever
   * comes from here, so that nothing more is sent for anybody.
   */
  secondaryLimit?(status: number, headers: Headers, body: string): boolean | "everybody";
  /** A quota that a request counts against, for everybody who comes from here, and that answers do not tell of. */
  sharedQuota?(request: {
    method: string;
    url: URL;
  }): { bucket: string; requests: number; windowMs: number } | undefined;
  /** The header with the vendor's id of a request. */
  requestIdHeader?: string;
  /** The bucket of the vendor's quota that a response was counted in. */
  quotaBucket?(headers: Headers): string | undefined;
  /** The bucket that a request will be counted in. Without it, that is learnt route by route. */
  bucketOf?(request: { method: string; url: URL }): string | undefined;
  /** Least time between the writes of two calls with one credential, in milliseconds. */
  writeSpacingMs?: number;
}

/** What a vendor's client is built from, for one call. */
export interface Wiring<Settings> {
  settings: Settings;
  /** Authenticates, cancels, retries reads only, revalidates. The only way out. */
  readonly fetch: typeof globalThis.fetch;
  signal: AbortSignal;
}

export interface ScopeFacts {
  /** What a person reads on the consent page. */
  sentence: string;
  implies?: readonly string[];
}

export interface Vendor<Settings extends z.ZodObject = z.ZodObject, Client = unknown> {
  /** Lower case, as in `connectors/<name>`. */
  name: string;
  title: string;
  /** The operator's settings; every field has `.meta({ env, description })`. Never a user's input. */
  settings: Settings;
  scopes: Readonly<Record<string, ScopeFacts>>;
  /** Scopes that reading does not need, as long as the object is public. */
  publicReads?: readonly string[];
  /** What a first sign-in asks for. */
  baseline: readonly string[];
  endpoint(settings: z.output<Settings>): Endpoint;
  /**
   * Puts the credential into a request's headers, as the vendor wants it.
   *
   * @throws ToolError for a request that wants a companion where there is none.
   */
  authorize(headers: Headers, credential: Credential): void;
  /** The credential that the operator configured for everybody, if any. */
  operatorCredential(settings: z.output<Settings>): Credential | undefined;
  /** How people sign in with accounts of their own. Without it, the operator's credential is the only one. */
  signIn?(settings: z.output<Settings>): SignIn;
  client(wiring: Wiring<z.output<Settings>>): Client;
  /** Asks the vendor who the credential belongs to. */
  identify(client: Client, facts: { credential: { kind: string }; settings: z.output<Settings> }): Promise<Identity>;
  /** Maps the vendor SDK's error; undefined for errors that it does not know. */
  explain(error: unknown): ToolError | undefined;
}

/** A vendor of unknown shape, as a connector holds it. */
export type AnyVendor = Pick<
  Vendor,
  "name" | "title" | "settings" | "scopes" | "publicReads" | "baseline" | "authorize" | "explain"
> & {
  endpoint(settings: never): Endpoint;
  operatorCredential(settings: never): Credential | undefined;
  signIn?(settings: never): SignIn;
  client(wiring: never): unknown;
  identify(client: never, facts: never): Promise<Identity>;
};

/** Declares a vendor: where it lives, how it signs in, what its errors mean. */
export function defineVendor<Settings extends z.ZodObject, Client>(
  vendor: Vendor<Settings, Client>,
): Vendor<Settings, Client> {
  return vendor;
}
