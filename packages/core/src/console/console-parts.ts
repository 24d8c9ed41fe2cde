import type { OpenAudit } from "../audit/index.ts";
import type { AuthMode, Keys, OwnerDesk } from "../auth/index.ts";
import type { Settings } from "../config/index.ts";
import type { Connector } from "../connector/index.ts";
import type { Runtime } from "../mcp/index.ts";
import type { Health } from "../observe/index.ts";
import type { SharedNumbers } from "./operator/shared-numbers.ts";

/** One connector, as its pages know it. */
export interface ConsoleConnector {
  connector: Connector;
  /** Where it is mounted on this server; empty where it is served alone. */
  path: string;
  /** What the operator allows, and what owners do. */
  runtime: Pick<Runtime, "policy" | "policies">;
  /** Where people see and decide of what is theirs; undefined where nobody signs in. */
  desk: OwnerDesk | undefined;
}

/** What the pages of a process work with. */
export interface ConsoleParts {
  /** Base of every URL, as people reach it. */
  publicUrl: string;
  auth: AuthMode;
  /** What was put on record. */
  audit: Pick<OpenAudit, "sink" | "log">;
  /** What all processes count. */
  numbers: Pick<SharedNumbers, "read">;
  settings: Settings;
  keys: Pick<Keys, "secrets">;
  health: Pick<Health, "readiness" | "liveness">;
  connectors: readonly ConsoleConnector[];
  /** Takes a failure that somebody has to look at. */
  reportError(error: unknown, requestId: string): void;
}
