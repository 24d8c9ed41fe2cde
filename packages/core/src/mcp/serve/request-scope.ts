import type { Caller } from "../caller.ts";
import type { Catalog, Catalogs } from "../catalog/index.ts";
import type { Runtime } from "../runtime.ts";

/** One connector being served to one caller, for as long as a request or an old client's session lasts. */
export interface RequestScope {
  runtime: Runtime;
  catalogs: Catalogs;
  catalog: Catalog;
  caller: Caller;
}
