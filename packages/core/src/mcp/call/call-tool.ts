import { ProtocolError } from "@modelcontextprotocol/server";
import { nearest, ToolError } from "../../connector/index.ts";
import type { Caller } from "../caller.ts";
import { CALL_TOOL, CallToolInput, type Catalog, type CatalogTool } from "../catalog/index.ts";
import type { Runtime } from "../runtime.ts";
import { admit } from "./admit.ts";
import type { Call, Exchange, Reply } from "./call.ts";
import { openCallState } from "./call-state.ts";
import { composeStages } from "./compose-stages.ts";
import { confirmation } from "./confirmation.ts";
import { explainError } from "./explain-error.ts";
import { explainFailure } from "./explain-failure.ts";
import { explainIssues } from "./explain-issues.ts";
import { readInput } from "./read-input.ts";
import { rememberReads } from "./remember-reads.ts";
import { replay } from "./replay.ts";
import { runTool } from "./run-tool.ts";

/** DESIGN §3 from "usage limit" on. What comes before has decided which catalog the caller sees. */
const throughStages = composeStages([admit, readInput, replay, confirmation, rememberReads, runTool]);

/** How a call ended, for its answer and its record. `call` is undefined when it came to no tool. */
export type Outcome = { call: Call | undefined } & ({ reply: Reply } | { error: ToolError });

export interface ToolCallRequest {
  runtime: Runtime;
  caller: Caller;
  catalog: Catalog;
  /** The tool of the caller's list that the client named. */
  entry: CatalogTool;
  /** As the client sent them. */
  args: Readonly<Record<string, unknown>>;
  exchange: Exchange;
}

/**
 * Takes one tool call through its stages. `call_tool` is the call of the tool that it names.
 *
 * @returns Every failure as an outcome with a stable code.
 * @throws ProtocolError for the state of another round, which is not a tool's failure.
 */
export async function callTool(request: ToolCallRequest): Promise<Outcome> {
  const { runtime, caller, exchange } = request;
  let call: Call | undefined;
  try {
    call = startCall(request);
    return { call, reply: await throughStages(call) };
  } catch (error) {
    if (error instanceof ProtocolError) throw error;
    const explained = call === undefined ? explainEarly(request, error) : explainFailure(call, error);
    // Nobody waits for the reason of what the client itself broke off.
    if (explained.code === "internal" && !exchange.signal.aborted)
      runtime.reportError(explained.cause ?? explained, { requestId: caller.requestId });
    return { call, error: explained };
  }
}

function startCall(request: ToolCallRequest): Call {
  const { runtime, caller, catalog, exchange } = request;
  const { entry, args } = request.entry.tool.name === CALL_TOOL ? named(catalog, request.args) : request;
  return {
    runtime,
    caller,
    catalog,
    entry,
    args,
    exchange,
    deadlineAt: Date.now() + runtime.limits.callTimeoutMs,
    state: openCallState({ runtime, caller, entry, args }, exchange.sealedState),
    input: {},
    skipRows: 0,
    dryRun: false,
    idempotencyKey: undefined,
    recoverFirst: false,
    confirm: undefined,
    confirmed: undefined,
    budget: runtime.limits.resultTokens,
    preview: {},
    session: undefined,
    recovery: undefined,
    refusedBy: undefined,
  };
}

function explainEarly({ runtime, exchange }: ToolCallRequest, error: unknown): ToolError {
  const facts = { cancelled: exchange.signal.aborted, expired: false, writes: 0 };
  return explainError(error, runtime.connector.vendor, facts);
}

/** What `call_tool` means: the named tool, with its own arguments. */
function named(catalog: Catalog, args: Readonly<Record<string, unknown>>): Pick<Call, "entry" | "args"> {
  const parsed = CallToolInput.safeParse(args);
  if (!parsed.success) {
    const fields = new Set(Object.keys(CallToolInput.shape));
    throw new ToolError("invalid_input", explainIssues(parsed.error.issues, args, fields));
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
