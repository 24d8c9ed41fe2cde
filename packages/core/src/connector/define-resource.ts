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
  /** How long a client may keep it, in milliseconds. */
  ttlMs?: number;
  /** True when changes are announced. */
  subscribe?: boolean;
  read(params: z.output<Params>, context: ReadContext<Client>): Promise<ResourceBody | readonly ResourceBody[]>;
}

/** A resource of unknown shape, as lists hold it. */
export type AnyResource = Omit<Resource, "read" | "params"> & {
  params?: z.ZodObject;
  read(params: never, context: never): Promise<ResourceBody | readonly ResourceBody[]>;
};

/** Declares a resource or, with a template URI, a family of them. */
export function defineResource<Params extends z.ZodObject, Client>(
  resource: Resource<Params, Client>,
): Resource<Params, Client> {
  return resource;
}
