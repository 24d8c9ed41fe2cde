import { ProtocolError, ProtocolErrorCode, ResourceNotFoundError } from "@modelcontextprotocol/server";
import type { ToolError } from "../../connector/index.ts";

/**
 * A tool's error in the words of JSON-RPC, for methods whose results know no `isError`.
 *
 * @param uri The resource that was read, if one was.
 */
export function protocolError(error: ToolError, uri?: string): ProtocolError {
  if (error.code === "not_found" && uri !== undefined) return new ResourceNotFoundError(uri, error.message);
  const code = error.code === "invalid_input" ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError;
  const { retryAfterS, link } = error.facts;
  return new ProtocolError(code, `${error.code}: ${error.message}`, {
    code: error.code,
    ...(uri !== undefined && { uri }),
    ...(retryAfterS !== undefined && { retry_after_s: Math.ceil(retryAfterS) }),
    ...(link !== undefined && { link }),
  });
}
