import type { Principal } from "../../../auth/index.ts";
import { isObject } from "../../is-object.ts";
import type { Sealer } from "../../sealed/sealer.ts";

/** `initialize` parameters, as far as anything here looks at them. */
export interface InitializeParams {
  protocolVersion: string;
  capabilities: Readonly<Record<string, unknown>>;
  clientInfo: { name: string; version: string };
}

/**
 * All that a session of a 2025 client is: it travels, sealed, as its own id. Any replica can read it after any restart,
 * and a client that never says goodbye costs nothing.
 */
export interface Capsule {
  initialize: InitializeParams;
  /** Makes two sessions of the same client different, and names one without its whole id. */
  nonce: string;
  /** Milliseconds since the epoch, by the clock of the replica that began it; earlier versions did not say. */
  startedAtMs?: number;
}

/** What a server asks of a client, and the ways to answer that a client may name. */
const CAPABILITIES: Readonly<Record<string, readonly string[]>> = {
  elicitation: ["form", "url"],
  sampling: ["context", "tools"],
  roots: ["listChanged"],
};
const MAX_NAME = 100;

/**
 * The parameters that a capsule holds: an id is sent with every request, and a client may name itself with icons and
 * declare what it likes.
 */
export function essentials({ protocolVersion, capabilities, clientInfo }: InitializeParams): InitializeParams {
  return {
    protocolVersion: protocolVersion.slice(0, MAX_NAME),
    capabilities: Object.fromEntries(
      Object.entries(CAPABILITIES).flatMap(([name, ways]) =>
        isObject(capabilities[name]) ? [[name, waysOf(capabilities[name], ways)]] : [],
      ),
    ),
    clientInfo: { name: clientInfo.name.slice(0, MAX_NAME), version: clientInfo.version.slice(0, MAX_NAME) },
  };
}

/** That a client knows a way, without what else it says of it. */
function waysOf(declared: object, ways: readonly string[]): Record<string, unknown> {
  const known = Object.entries(declared).filter(([way]) => ways.includes(way));
  return Object.fromEntries(known.map(([way, value]) => [way, isObject(value) ? {} : value === true]));
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
