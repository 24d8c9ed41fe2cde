import type { TraceFacts, VendorMark } from "./call-trace.ts";

/** `{mcp.method.name} {target}`, the target only where it is one of the connector's own (OpenTelemetry, MCP conventions). */
export function spanName({ method, tool, prompt }: TraceFacts): string {
  return [method ?? "mcp", tool ?? prompt].filter((part) => part !== undefined).join(" ");
}

/** OpenTelemetry's conventions for MCP, and ours under `fairlead.`. No argument, no text of anybody's. */
export function spanAttributes(facts: TraceFacts) {
  const { method, tool, prompt, protocolVersion, outcome, code, stage, requestId, connector } = facts;
  return withoutUndefined({
    "mcp.method.name": method,
    "mcp.protocol.version": protocolVersion,
    "gen_ai.operation.name": method === "tools/call" ? "execute_tool" : undefined,
    "gen_ai.tool.name": tool,
    "gen_ai.prompt.name": prompt,
    "network.transport": "tcp",
    "error.type": errorTypeOf(facts),
    "rpc.response.status_code": typeof code === "number" ? String(code) : undefined,
    "fairlead.request_id": requestId,
    "fairlead.connector": connector,
    "fairlead.outcome": outcome,
    "fairlead.code": code === undefined ? undefined : String(code),
    "fairlead.refused_by": stage,
  });
}

function errorTypeOf({ outcome, code }: TraceFacts): string | undefined {
  if (outcome === "tool_error") return "tool_error";
  if (outcome === "cancelled") return "cancelled";
  return outcome === "protocol_error" ? String(code ?? "protocol_error") : undefined;
}

/** No path: it has the names of what was asked for. */
export function vendorAttributes({ method, host, status, attempt, cached, requestId, error }: VendorMark) {
  return withoutUndefined({
    "http.request.method": method,
    "server.address": host,
    "http.response.status_code": status,
    "http.request.resend_count": attempt === 0 ? undefined : attempt,
    "error.type": error ?? ((status ?? 0) >= 400 ? String(status) : undefined),
    "fairlead.cache": cached === "none" ? undefined : cached,
    "fairlead.upstream.request_id": requestId,
  });
}

function withoutUndefined(attributes: Readonly<Record<string, string | number | undefined>>) {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}
