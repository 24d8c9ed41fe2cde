import type Provider from "oidc-provider";
import type { ScopeFacts } from "../../connector/index.ts";
import type { FormProof } from "../../pages/index.ts";
import type { Connections } from "../connections/index.ts";
import type { Pages } from "../pages/index.ts";
import type { AddressLimit } from "../server/address-limit.ts";
import type { ProtectedResources } from "../server/protected-resources.ts";
import type { VendorAccess } from "../vendor/index.ts";
import type { FlowRecords } from "./flow-records.ts";

/** What the steps of a sign-in work with: one connector's. */
export interface FlowParts {
  provider: Provider;
  connector: { name: string; title: string; scopes: Readonly<Record<string, ScopeFacts>> };
  resources: ProtectedResources;
  /** The ways to sign in that the operator offers. */
  offers: { oauth: boolean; token: boolean };
  vendor: VendorAccess;
  connections: Connections;
  pages: Pages;
  records: FlowRecords;
  proof: FormProof;
  /** How many pasted tokens an address may try. */
  tokenTries: AddressLimit;
  /** PUBLIC_URL and the mount. */
  issuer: string;
  /** The path of the issuer as the public sees it. */
  prefix: string;
  /** Where the connector is mounted on this server. */
  mount: string;
  /** Tells the log how a sign-in went. Never holds a secret. */
  report(event: SignInEvent): void;
  /** Takes a failure that somebody has to look at. */
  reportError(error: unknown, requestId: string): void;
}

export interface SignInEvent {
  step: "begun" | "declined" | "signed_in" | "failed" | "refused" | "disconnected" | "renamed";
  connector: string;
  clientId?: string | undefined;
  /** Who it was, once that is known. */
  subject?: string | undefined;
  /** The vendor's error, or which check failed. */
  reason?: string | undefined;
  /** The connection that it is about, where there is one. */
  connection?: string | undefined;
  /** Undefined for what no request has asked for, such as the end of what nobody uses any more. */
  requestId: string | undefined;
}
