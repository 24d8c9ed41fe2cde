import type { CallToolResult } from "@modelcontextprotocol/server";
import type { ErrorCode, ToolError } from "../../connector/index.ts";
import { cleanText } from "../render/clean-text.ts";
import type { FinalReply } from "./call.ts";

/** Facts about an error that programs read; the same ones stand in its text. */
const ERROR_META = "dev.fairlead/error";

/** A finished reply as the protocol has it: the same facts as text and, where declared, structured. */
export function toolResult(reply: FinalReply): CallToolResult {
  const meta = reply.resultMeta !== undefined && { _meta: reply.resultMeta };
  if (reply.kind === "task") return { resultType: "task", ...reply.task, ...meta } as unknown as CallToolResult;
  if (reply.kind === "result")
    return meta ? { ...reply.result, _meta: { ...reply.result._meta, ...meta._meta } } : reply.result;
  if (reply.kind === "content") {
    const content = [...reply.blocks] as CallToolResult["content"];
    // A client that was promised an object refuses a result without one.
    return { content, ...(reply.structured && { structuredContent: {} }), ...meta };
  }
  const content: CallToolResult["content"] = [{ type: "text", text: reply.text }];
  return { content, ...(reply.structured && { structuredContent: reply.output }), ...meta };
}

/** The stable code of a failed call's result; undefined when it has not failed. */
export function errorCodeOf({ isError, _meta: meta }: CallToolResult): ErrorCode | undefined {
  return isError === true ? ((meta?.[ERROR_META] as { code: ErrorCode } | undefined)?.code ?? "internal") : undefined;
}

/** What the client can mend without asking anybody: its text needs no id. */
const OWN_AFFAIR: ReadonlySet<ErrorCode> = new Set([
  "invalid_input",
  "not_found",
  "confirm_required",
  "conflict",
  "too_large",
  "cancelled",
  "unsupported",
]);

/**
 * A failed call as a result that a model can act on (MCP server/tools "Error Handling").
 *
 * @param requestId under which log, audit and trace have the call: whoever is asked for help needs it.
 */
export function errorResult(error: ToolError, requestId: string): CallToolResult {
  const { retryAfterS, link, scopes, details } = cleanText(error.facts);
  const wait = retryAfterS === undefined ? undefined : Math.max(0, Math.ceil(retryAfterS));
  const message = cleanText(error.message);
  const facts = {
    code: error.code,
    message,
    request_id: requestId,
    ...(wait !== undefined && { retry_after_s: wait }),
    ...(link !== undefined && { link }),
    ...(scopes !== undefined && { scopes }),
    ...(details !== undefined && { details }),
  };
  const lines = [
    `${error.code}: ${message}`,
    ...(wait === undefined ? [] : [`retry_after_s: ${wait}`]),
    ...(link === undefined ? [] : [`link: ${link}`]),
    ...(scopes === undefined ? [] : [`scopes: ${scopes.join(" ")}`]),
    ...(OWN_AFFAIR.has(error.code) ? [] : [`request_id: ${requestId}`]),
    ...Object.entries(details ?? {}).map(
      ([key, value]) => `${key}: ${typeof value === "string" ? value : JSON.stringify(value)}`,
    ),
  ];
  return { isError: true, content: [{ type: "text", text: lines.join("\n") }], _meta: { [ERROR_META]: facts } };
}
