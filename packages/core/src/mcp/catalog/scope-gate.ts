import { impliedScopes, type Access, type Vendor } from "../../connector/index.ts";

/** Whether the scopes at hand suffice for something. */
export type ScopeGate = (access: Access, needed: readonly string[]) => boolean;

/** Lets through what the granted scopes and all that they imply allow; everything where the vendor names no scopes. */
export function scopeGate(
  vendor: Pick<Vendor, "scopes" | "publicReads">,
  granted: readonly string[] | undefined,
): ScopeGate {
  if (granted === undefined) return () => true;
  const held = impliedScopes(granted, vendor.scopes);
  // Reading public things needs no scope at some vendors: such things stay, and the vendor decides per object.
  const publicReads = new Set(vendor.publicReads);
  return (access, needed) => needed.every((scope) => held.has(scope) || (access === "read" && publicReads.has(scope)));
}
