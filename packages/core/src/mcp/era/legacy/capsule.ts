import type { Principal } from "../../../auth/index.ts";
import type { Sealer } from "../../sealed/sealer.ts";

/**
 * All that a session of a 2025 client is: it travels, sealed, as its own id. Any replica can read it after any restart,
 * and a client that never says goodbye costs nothing.
 */
export interface Capsule {
  /** `initialize` parameters, as the client sent them. */
  initialize: Record<string, unknown>;
  /** Makes two sessions of the same client different. */
  nonce: string;
}

/** The session id: base64url, hence visible ASCII (MCP 2025-11-25 basic/transports "Session Management"). */
export function sealCapsule(sealer: Sealer, capsule: Capsule, owner: Owner, ttlMs: number): string {
  return sealer.seal("session", capsule, { ttlMs, binding: bindingOf(owner) });
}

/** @returns undefined when the id is not ours, has expired, or belongs to another principal or URL. */
export function openCapsule(sealer: Sealer, sessionId: string, owner: Owner): Capsule | undefined {
  return sealer.open("session", sessionId, bindingOf(owner))?.value as Capsule | undefined;
}

/** Who may use a session: a session id is never proof of identity (MCP security best practices "Session Hijacking"). */
export interface Owner {
  connector: string;
  principal: Principal;
  path: string;
}

function bindingOf({ connector, principal, path }: Owner): string {
  return [connector, principal.tenant, principal.subject, path].join("\0");
}
