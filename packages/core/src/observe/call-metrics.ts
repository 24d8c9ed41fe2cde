import { Counter, Histogram, type Registry } from "prom-client";
import { ERROR_CODES } from "../connector/index.ts";
import { bounded } from "./bounded-label.ts";
import { BUCKETS } from "./buckets.ts";
import type { RegisteredNames } from "./create-metrics.ts";
import type { Outcome } from "./request-line.ts";

/** One MCP call as it is counted. */
export interface CountedCall {
  connector: string;
  method: string;
  tool?: string | undefined;
  outcome: Outcome;
  /** Stable code of the error: `not_found`, or a JSON-RPC number. */
  code?: string | number | undefined;
  /** The stage of a call that refused it. */
  stage?: string | undefined;
  durationMs: number;
}

/** JSON-RPC 2.0 §5.1, and what MCP adds. */
const RPC_CODES = [-32_700, -32_600, -32_601, -32_602, -32_603, -32_000, -32_001, -32_002, -32_020, -32_021, -32_022];

/** Calls by how they ended, and how long they took. The histogram has the name that OpenTelemetry's conventions give it. */
export function callMetrics(registry: Registry, names: RegisteredNames): (call: CountedCall) => void {
  const registers = [registry];
  const requests = new Counter({
    name: "mcp_requests_total",
    help: "MCP calls by how they ended.",
    labelNames: ["connector", "method", "tool", "outcome"] as const,
    registers,
  });
  const errors = new Counter({
    name: "mcp_errors_total",
    help: "MCP calls that failed, by their code and the stage that refused them.",
    labelNames: ["connector", "code", "stage"] as const,
    registers,
  });
  const durations = new Histogram({
    name: "mcp_server_operation_duration_seconds",
    help: "How long MCP calls take.",
    labelNames: ["connector", "mcp_method_name", "gen_ai_tool_name", "error_type"] as const,
    buckets: BUCKETS,
    registers,
  });
  const connectorLabel = bounded(Object.keys(names.tools));
  const methodLabel = bounded(names.methods);
  const codeLabel = bounded([...ERROR_CODES, ...RPC_CODES.map(String)]);
  const toolLabels = new Map(Object.entries(names.tools).map(([connector, tools]) => [connector, bounded(tools)]));

  return ({ connector: asked, method: named, tool: called, outcome, code, stage, durationMs }) => {
    const connector = connectorLabel(asked);
    const method = methodLabel(named);
    const tool = called === undefined ? "" : (toolLabels.get(asked)?.(called) ?? "_other");
    requests.inc({ connector, method, tool, outcome });
    // One kind of error for all of a tool's codes, as the conventions have it: each kind is a histogram of its own.
    const error_type = outcome === "protocol_error" ? codeLabel(String(code)) : ERROR_TYPES[outcome];
    durations.observe({ connector, mcp_method_name: method, gen_ai_tool_name: tool, error_type }, durationMs / 1000);
    if (code !== undefined) errors.inc({ connector, code: codeLabel(String(code)), stage: stage ?? "" });
  };
}

const ERROR_TYPES: Readonly<Record<Outcome, string>> = {
  ok: "",
  task: "",
  input_required: "",
  tool_error: "tool_error",
  protocol_error: "protocol_error",
  cancelled: "cancelled",
  refused: "refused",
};
