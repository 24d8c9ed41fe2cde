import type { Notify } from "../../connector/index.ts";
import type { RequestScope } from "./request-scope.ts";

/** Tells the listening clients of the caller's own connection, and nobody else's. */
export function notifyOf({ runtime: { bus }, caller }: RequestScope): Notify {
  const connectionId = caller.connection.id;
  return {
    toolsChanged: () => bus.send({ event: { kind: "tools_list_changed" }, connectionId }),
    promptsChanged: () => bus.send({ event: { kind: "prompts_list_changed" }, connectionId }),
    resourcesChanged: () => bus.send({ event: { kind: "resources_list_changed" }, connectionId }),
    resourceUpdated: (uri) => bus.send({ event: { kind: "resource_updated", uri }, connectionId }),
  };
}
