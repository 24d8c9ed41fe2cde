import type { CacheScope, Server } from "@modelcontextprotocol/server";
import type { Connector } from "../../connector/index.ts";
import { installCompletions } from "./install-completions.ts";
import { installLists } from "./install-lists.ts";
import { installPrompts } from "./install-prompts.ts";
import { installReading } from "./install-reading.ts";
import { installSubscriptions } from "./install-subscriptions.ts";
import { TASKS_EXTENSION } from "../tasks/shown-task.ts";
import { installTasks } from "./install-tasks.ts";
import { installToolCalls } from "./install-tool-calls.ts";
import { StrictServer } from "./strict-server.ts";
import { TaskServer } from "./task-server.ts";
import type { RequestScope } from "./request-scope.ts";
import type { SessionSubscriptions } from "../subscriptions/index.ts";

/** A person may take this long to answer a question, in milliseconds. */
const QUESTION_TIMEOUT_MS = 10 * 60 * 1000;

/**
 * The SDK's server for one request or one old client's session. It holds no schema and registers no tool: every list and
 * validator comes from the catalog.
 *
 * @param session What an old client's session listens to.
 */
export function createServer(scope: RequestScope, era: "modern" | "legacy", session?: SessionSubscriptions): Server {
  const { connector } = scope.runtime;
  const { hint } = scope.catalog.lists;
  // The 2025 revisions had tasks of another kind; their clients wait instead.
  const tasks = era === "modern" ? scope.tasks : undefined;
  const server = new (tasks === undefined ? StrictServer : TaskServer)(scope, implementationOf(connector), {
    capabilities: {
      ...capabilitiesOf(connector),
      ...(tasks !== undefined && { extensions: { [TASKS_EXTENSION]: {} } }),
    },
    instructions: connector.instructions,
    cacheHints: {
      "server/discover": hint,
      "tools/list": hint,
      "prompts/list": hint,
      "resources/list": hint,
      "resources/templates/list": hint,
      "resources/read": { ttlMs: 0, cacheScope: "private" satisfies CacheScope },
    },
    inputRequired: { roundTimeoutMs: QUESTION_TIMEOUT_MS },
  });
  installLists(server, scope);
  installToolCalls(server, scope);
  if (tasks !== undefined) installTasks(server, scope, tasks);
  if (hasResources(connector)) {
    installReading(server, scope);
    if (session !== undefined) installSubscriptions(server, scope, session);
  }
  if (connector.prompts !== undefined) installPrompts(server, scope);
  if (connector.completions !== undefined) installCompletions(server, scope);
  return server;
}

/** Who is answering, as every result names it. */
export function implementationOf({ name, title, version, websiteUrl, icons }: Connector) {
  return {
    name,
    title,
    version,
    ...(websiteUrl !== undefined && { websiteUrl }),
    ...(icons !== undefined && { icons: icons.map((icon) => ({ ...icon, sizes: [...icon.sizes] })) }),
  };
}

function capabilitiesOf(connector: Connector) {
  return {
    tools: { listChanged: true },
    ...(hasResources(connector) && {
      resources: { listChanged: true, subscribe: connector.resources?.some(({ subscribe }) => subscribe) === true },
    }),
    ...(connector.prompts !== undefined && { prompts: { listChanged: true } }),
    ...(connector.completions !== undefined && { completions: {} }),
    ...(connector.deprecated?.logging === true && { logging: {} }),
  };
}

function hasResources(connector: Connector): boolean {
  return connector.resources !== undefined && connector.resources.length > 0;
}
