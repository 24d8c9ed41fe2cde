import { nearest, ToolError } from "../../connector/index.ts";
import type { Caller } from "../caller.ts";
import { CALL_TOOL, CallToolInput, type Catalog, type CatalogTool } from "../catalog/index.ts";
import type { Runtime } from "../runtime.ts";
import type { Call, Exchange, Reply } from "./call.ts";
import { composeStages } from "./compose-stages.ts";
import { confirmation } from "./confirmation.ts";
import { explainError } from "./explain-error.ts";
import { explainIssues } from "./explain-issues.ts";
import { readInput } from "./read-input.ts";
import { rememberReads } from "./remember-reads.ts";
import { replay } from "./replay.ts";
import { runTool } from "./run-tool.ts";

/** DESIGN §3 from "input" on. What comes before has decided which catalog the caller sees. */
const throughStages = composeStages([readInput, replay, confirmation, rememberReads, runTool]);

/** How a call ended, for its answer and its record. */
export type Outcome = { call: Call | undefined } & ({ reply: Reply } | { error: ToolError });

/** @returns undefined when the caller's list has no such tool: the protocol has its own error for that. */
export function findTool(catalog: Catalog, name: string): CatalogTool | undefined {
  return catalog.callable.get(name);
}

/**
 * Takes one tool call through its stages.
 *
 * @param args As the client sent them.
 * @returns Never throws: every failure is an outcome with a stable code.
 */
export async function callTool(options: {
  runtime: Runtime;
  caller: Caller;
  catalog: Catalog;
  entry: CatalogTool;
  args: Readonly<Record<string, unknown>>;
  exchange: Exchange;
}): Promise<Outcome> {
  const { runtime, caller, catalog, exchange } = options;
  let call: Call | undefined;
  try {
    const { entry, args } = options.entry.tool.name === CALL_TOOL ? named(catalog, options.args) : options;
    call = {
      runtime,
      caller,
      catalog,
      entry,
      args,
      exchange,
      deadlineAt: Date.now() + runtime.limits.callTimeoutMs,
      input: {},
      skipRows: 0,
      dryRun: false,
      idempotencyKey: undefined,
      recoverFirst: false,
      confirm: undefined,
      budget: runtime.limits.resultTokens,
      state: undefined,
      preview: {},
      session: undefined,
      refusedBy: undefined,
    };
    return { call, reply: await throughStages(call) };
  } catch (error) {
    const explained = explainError(error, runtime.connector.vendor, {
      cancelled: exchange.signal.aborted,
      expired: call !== undefined && Date.now() >= call.deadlineAt,
      writes: call?.session?.sent.writes ?? 0,
    });
    if (explained.code === "internal")
      runtime.reportError(explained.cause ?? explained, { requestId: caller.requestId });
    return { call, error: explained };
  }
}

/** What `call_tool` means: the named tool, with its own arguments. */
function named(
  catalog: Catalog,
  args: Readonly<Record<string, unknown>>,
): { entry: CatalogTool; args: Record<string, unknown> } {
  const parsed = CallToolInput.safeParse(args);
  if (!parsed.success) {
    throw new ToolError(
      "invalid_input",
      explainIssues(parsed.error.issues, args, new Set(Object.keys(CallToolInput.shape))),
    );
  }
  const { name, arguments: inner } = parsed.data;
  const entry = catalog.reachable.get(name) ?? catalog.callable.get(name);
  if (entry === undefined || entry.tool.name === CALL_TOOL) {
    const close = nearest(name, catalog.reachable.keys());
    const help = close === undefined ? "Ask find_tools what there is." : `Did you mean "${close}"?`;
    throw new ToolError("not_found", `There is no tool "${name}" for this connection. ${help}`);
  }
  return { entry, args: inner };
}
