import type { OpenAudit } from "./audit/index.ts";
import type { AuthMode, Keys } from "./auth/index.ts";
import type { Settings } from "./config/index.ts";
import type { Log, Metrics } from "./observe/index.ts";
import type { Work } from "./open-work.ts";
import type { Limits } from "./serve-limits.ts";
import type { ReadJsonBytes } from "./serve-webhooks.ts";
import type { State } from "./store/index.ts";

/** What all connectors of a process share. */
export interface House {
  settings: Settings;
  auth: AuthMode;
  log: Log;
  metrics: Metrics;
  state: State;
  keys: Keys;
  audit: OpenAudit;
  limits: Limits;
  /** Base of every URL, as clients reach it. */
  publicUrl: string;
  work: Work;
  readJsonBytes: ReadJsonBytes;
  /** There is one connector only. */
  alone: boolean;
}
