import type { CallToolResult } from "@modelcontextprotocol/server";
import type { ToolError } from "../../connector/index.ts";
import type { Reply } from "./call.ts";

/** Facts about an error that programs read; the same ones stand in its text. */
export const ERROR_META = "dev.fairlead/error";

/** A finished reply as the protocol has it: the same facts as text and, where declared, structured. */
export function toolResult(reply: Exclude<Reply, { kind: "ask" }>): CallToolResult {
  if (reply.kind === "content") return { content: [...reply.content.blocks] as CallToolResult["content"] };
  return {
    content: [{ type: "text", text: reply.text }],
    ...(Object.keys(reply.output).length > 0 && { structuredContent: reply.output }),
    ...(reply.resultMeta !== undefined && { _meta: reply.resultMeta }),
  };
}

/** A failed call as a result that a model can act on (MCP server/tools "Error Handling"). */
export function errorResult(error: ToolError): CallToolResult {
  const { retryAfterS, link, scopes, details } = error.facts;
  const facts = {
    code: error.code,
    message: error.message,
    ...(retryAfterS !== undefined && { retry_after_s: retryAfterS }),
    ...(link !== undefined && { link }),
    ...(scopes !== undefined && { scopes }),
    ...(details !== undefined && { details }),
  };
  const lines = [
    `${error.code}: ${error.message}`,
    ...(retryAfterS === undefined ? [] : [`retry_after_s: ${retryAfterS}`]),
    ...(link === undefined ? [] : [`link: ${link}`]),
    ...(scopes === undefined ? [] : [`scopes: ${scopes.join(" ")}`]),
    ...Object.entries(details ?? {}).map(
      ([key, value]) => `${key}: ${typeof value === "string" ? value : JSON.stringify(value)}`,
    ),
  ];
  return { isError: true, content: [{ type: "text", text: lines.join("\n") }], _meta: { [ERROR_META]: facts } };
}
