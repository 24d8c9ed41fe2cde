import type { Connector } from "../connector/index.ts";
import { toolNames } from "./tool-names.ts";

/** The connector has it: it is no text of a client. */
export function isOurs(connector: Connector, method: string, target: string): boolean {
  if (method === "tools/call") return toolNames(connector).includes(target);
  if (method === "prompts/get") return connector.prompts?.some(({ name }) => name === target) === true;
  return connector.resources?.some(({ uri }) => uri.startsWith(`${target}:`)) === true;
}
