import type { Caller } from "../caller.ts";
import type { Catalog } from "../catalog/index.ts";
import type { Runtime } from "../runtime.ts";
import type { Tasks } from "../tasks/tasks.ts";
import type { BegunCall } from "./begun-call.ts";

/**
 * One connector being served to one caller. Of an old client's session only the connector is the same from request to
 * request: whoever keeps a scope reads catalog and caller anew for each.
 */
export interface RequestScope {
  readonly runtime: Runtime;
  readonly catalog: Catalog;
  readonly caller: Caller;
  /** Undefined where no tool takes long. */
  readonly tasks: Tasks | undefined;
  /** The same caller as it may see things by now. Default: as before. */
  readonly renew?: (() => Promise<RequestScope>) | undefined;
  /** The tool call that is being asked for is under way already, and on record. */
  readonly begun?: BegunCall | undefined;
}
