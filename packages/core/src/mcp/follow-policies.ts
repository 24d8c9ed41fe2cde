import type { OwnerPolicy, PolicyBook } from "../policy/index.ts";
import type { Runtime } from "./runtime.ts";

/** What takes tools out of lists, or puts them back. */
const TOOLS: ReadonlySet<keyof OwnerPolicy> = new Set(["access", "toolsets", "tools", "allow"]);
/** The same for resources and prompts. */
const SURROUNDINGS: ReadonlySet<keyof OwnerPolicy> = new Set(["toolsets", "allow"]);

/**
 * Tells the clients that listen on this replica when what they see has changed by their owner's word; whoever may not read a
 * resource any more hears nothing more of it. Each replica tells its own.
 */
export function followPolicies(
  runtime: Pick<Runtime, "connector" | "bus" | "subscriptions"> & { policies?: PolicyBook | undefined },
): void {
  const { connector, bus, subscriptions, policies } = runtime;
  policies?.onChange((connectionId, parts) => {
    subscriptions.forgetReads(connectionId);
    const tell = (kind: "tools_list_changed" | "resources_list_changed" | "prompts_list_changed") =>
      bus.deliver({ event: { kind }, connectionId });
    if (parts.some((part) => TOOLS.has(part))) tell("tools_list_changed");
    if (!parts.some((part) => SURROUNDINGS.has(part))) return;
    if ((connector.resources ?? []).length > 0) tell("resources_list_changed");
    if (connector.prompts !== undefined) tell("prompts_list_changed");
  });
}
