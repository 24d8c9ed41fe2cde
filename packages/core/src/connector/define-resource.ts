import type { z } from "zod";
import type { ReadContext } from "./context.ts";

/** What reading a resource gives: text, or base64 bytes. */
export type ResourceBody =
  | { uri?: string; mimeType?: string; text: string }
  | { uri?: string; mimeType?: string; blob: string };

/** Something at the vendor that can be read under a URI, whole in one literal. */
export interface Resource<Params extends z.ZodObject = z.ZodObject, Client = unknown> {
  name: string;
  title: string;
  description: string;
  /** A fixed URI, or an RFC 6570 template whose variables are the fields of `params`. */
  uri: string;
  /** Of the body, unless the body names its own. */
  mimeType: string;
  /** Absent for a fixed URI. */
  params?: Params;
  /** Vendor scopes that reading needs; all of them. */
  scopes: readonly string[];
  /** It is there where this toolset is. Default: everywhere. */
  toolset?: string;
  /** `safe`: it shows nothing that an allow-list keeps away. Default: held by the fields of the connector's `reach`. */
  reach?: "safe";
  /**
   * Holds what it names against the allow-lists, where the fields of `reach` do not say it: throws `policy_denied`. Asked only
   * where there is a list, before each reading.
   */
  hold?(params: z.output<Params>, context: ReadContext<Client>): Promise<void>;
  /** How long a client may keep it, in milliseconds. */
  ttlMs?: number;
  /**
   * True when changes are announced: by the connector's webhooks or, where the operator has none, by looking now and then
   * while somebody listens.
   */
  subscribe?: boolean;
  /** True where no webhook tells of its changes: there is looking only. */
  polled?: boolean;
  /**
   * A text that is another one after a change, for those looks: read with as little as possible, by requests that the vendor
   * answers 304. Whoever can read it must be one who can read the resource. Default: the whole body.
   */
  version?(params: z.output<Params>, context: ReadContext<Client>): Promise<string>;
  read(params: z.output<Params>, context: ReadContext<Client>): Promise<ResourceBody | readonly ResourceBody[]>;
}

/** A resource of unknown shape, as lists hold it. */
export type AnyResource = Omit<Resource, "read" | "version" | "params" | "hold"> & {
  params?: z.ZodObject;
  hold?(params: never, context: never): Promise<void>;
  version?(params: never, context: never): Promise<string>;
  read(params: never, context: never): Promise<ResourceBody | readonly ResourceBody[]>;
};

/** Declares a resource or, with a template URI, a family of them. */
export function defineResource<Params extends z.ZodObject, Client>(
  resource: Resource<Params, Client>,
): Resource<Params, Client> {
  return resource;
}
