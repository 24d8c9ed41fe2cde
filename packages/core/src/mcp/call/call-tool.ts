import { randomUUID } from "node:crypto";
import { ProtocolError } from "@modelcontextprotocol/server";
import { nearest, ToolError } from "../../connector/index.ts";
import { budgetOf } from "../budget-of.ts";
import type { Caller } from "../caller.ts";
import { CALL_TOOL, CallToolInput, type Catalog, type CatalogTool } from "../catalog/index.ts";
import type { Runtime } from "../runtime.ts";
import type { Tasks } from "../tasks/tasks.ts";
import { admit } from "./admit.ts";
import type { Call, Exchange, Reply } from "./call.ts";
import { askFirst } from "./ask-first.ts";
import { openCallState, type CallState } from "./call-state.ts";
import { composeStages } from "./compose-stages.ts";
import { countUsage } from "./count-usage.ts";
import { confirmation } from "./confirmation.ts";
import { explainError } from "./explain-error.ts";
import { isForOperator } from "./is-for-operator.ts";
import { explainFailure } from "./explain-failure.ts";
import { intoTask } from "./into-task.ts";
import { explainIssues } from "./explain-issues.ts";
import { outcomeFacts } from "./outcome-facts.ts";
import { putOnRecord, recordOutcome } from "./put-on-record.ts";
import { guardFlow } from "./guard-flow.ts";
import { holdToPolicy } from "./hold-to-policy.ts";
import { readInput } from "./read-input.ts";
import { rememberReads } from "./remember-reads.ts";
import { refuseHidden } from "./refuse-hidden.ts";
import { replay } from "./replay.ts";
import { runTool } from "./run-tool.ts";

/** DESIGN §3 from "usage limit" on. What comes before has decided which catalog the caller sees; what a call names is in its input. */
const throughStages = composeStages([
  refuseHidden,
  admit,
  readInput,
  holdToPolicy,
  countUsage,
  replay,
  guardFlow,
  confirmation,
  askFirst,
  rememberReads,
  intoTask,
  putOnRecord,
  runTool,
]);
/** What is left of them for a task: the rest came before it began. */
const throughTaskStages = composeStages([
  refuseHidden,
  readInput,
  holdToPolicy,
  guardFlow,
  rememberReads,
  putOnRecord,
  runTool,
]);

/** How a call ended, for its answer and its record. `call` is undefined when it came to no tool. */
export type Outcome = { call: Call; reply: Reply } | { call: Call | undefined; error: ToolError };

export interface ToolCallRequest {
  runtime: Runtime;
  caller: Caller;
  catalog: Catalog;
  /** The tool of the caller's list that the client named. */
  entry: CatalogTool;
  /** As the client sent them. */
  args: Readonly<Record<string, unknown>>;
  exchange: Exchange;
  tasks: Tasks | undefined;
  /** The call goes on as a task, with what it had come to. */
  resumed?: { state: CallState; deadlineAt: number; recoverFirst: boolean; startedAtMs: number; mark: string };
}

/**
 * Takes one tool call through its stages. `call_tool` is the call of the tool that it names.
 *
 * @returns Every failure as an outcome with a stable code.
 * @throws ProtocolError for the state of another round, which is not a tool's failure.
 */
export async function callTool(request: ToolCallRequest): Promise<Outcome> {
  let call: Call | undefined;
  let outcome: Outcome;
  try {
    call = startCall(request);
    outcome = { call, reply: await (request.resumed === undefined ? throughStages : throughTaskStages)(call) };
  } catch (error) {
    outcome = { call, error: explained(request, call, error) };
  }
  if (call === undefined) return outcome;
  call.caller.trace?.enter("audit");
  try {
    await recordOutcome(call, outcomeFacts(outcome));
    return outcome;
  } catch (error) {
    return { call, error: explained(request, call, error) };
  }
}

function explained(request: ToolCallRequest, call: Call | undefined, error: unknown): ToolError {
  if (error instanceof ProtocolError) throw error;
  const { runtime, caller, exchange } = request;
  const told = call === undefined ? explainEarly(request, error) : explainFailure(call, error);
  // Nobody waits for the reason of what the client itself broke off.
  if (isForOperator(told) && !exchange.signal.aborted)
    runtime.reportError(told.cause ?? told, { requestId: caller.requestId });
  return told;
}

function startCall(request: ToolCallRequest): Call {
  const { runtime, caller, catalog, exchange, tasks, resumed } = request;
  const { entry, args } = request.entry.tool.name === CALL_TOOL ? named(catalog, request.args) : request;
  const state = resumed?.state ?? openCallState({ runtime, caller, entry, args }, exchange.sealedState);
  return {
    runtime,
    caller,
    catalog,
    entry,
    args,
    exchange,
    opId: randomUUID(),
    startedAt: performance.now(),
    tasks,
    deadlineAt: resumed?.deadlineAt ?? Date.now() + runtime.limits.callTimeoutMs,
    state,
    inputRead: false,
    input: {},
    skipRows: 0,
    dryRun: false,
    idempotencyKey: undefined,
    recoverFirst: resumed?.recoverFirst ?? false,
    startedAtMs: resumed?.startedAtMs ?? Date.now(),
    mark: resumed?.mark ?? randomUUID(),
    confirm: undefined,
    confirmed: state.confirmed,
    given: state.given ?? {},
    waitMs: 0,
    resume: undefined,
    readFrom: [],
    publishes: undefined,
    budget: budgetOf(runtime, caller),
    preview: {},
    session: undefined,
    lookup: undefined,
    recovery: undefined,
    intended: false,
    replayed: false,
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
  const entry = catalog.reachable.get(name) ?? catalog.callable.get(name) ?? catalog.refused.get(name)?.entry;
  if (entry === undefined || entry.tool.name === CALL_TOOL) {
    const close = nearest(name, catalog.reachable.keys());
    const help = close === undefined ? "Ask find_tools what there is." : `Did you mean "${close}"?`;
    throw new ToolError("not_found", `There is no tool "${name}" for this connection. ${help}`);
  }
  return { entry, args: inner };
}
