import type { Caller } from "../caller.ts";
import type { Catalog } from "../catalog/index.ts";
import type { Runtime } from "../runtime.ts";

/**
 * One connector being served to one caller. Of an old client's session only the connector is the same from request to
 * request: whoever keeps a scope reads catalog and caller anew for each.
 */
export interface RequestScope {
  readonly runtime: Runtime;
  readonly catalog: Catalog;
  readonly caller: Caller;
}
