import type { Connector } from "../connector/index.ts";
import { CALL_TOOL, FIND_TOOLS } from "./catalog/index.ts";

/** Every tool that a connector can be asked for: the only names that may become labels of metrics. */
export function toolNames(connector: Connector): string[] {
  const own = Object.values(connector.toolsets).flatMap(({ tools }) => tools.map(({ name }) => name));
  return [...own, FIND_TOOLS, CALL_TOOL];
}
