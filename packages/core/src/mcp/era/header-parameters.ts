import type { IncomingHttpHeaders } from "node:http";
import type { HeaderParameter } from "../catalog/index.ts";
import { headerOf } from "./inbound.ts";

/** JSON-RPC code for headers that disagree with the body (MCP basic/transports/streamable-http "Server Validation"). */
export const HEADER_MISMATCH = -32_020;

const SENTINEL = /^=\?base64\?(.*)\?=$/s;

/**
 * Checks `Mcp-Param-{Name}` headers against the arguments that they repeat (SEP-2243).
 *
 * @returns What disagrees, or undefined.
 */
export function headerMismatch(
  parameters: readonly HeaderParameter[],
  args: Readonly<Record<string, unknown>>,
  headers: IncomingHttpHeaders,
): string | undefined {
  for (const { field, header } of parameters) {
    const value = args[field];
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") continue;
    const name = `Mcp-Param-${header}`;
    const sent = headerOf(headers, name.toLowerCase());
    if (sent === undefined) return `the body carries ${field} but the ${name} header is absent`;
    const decoded = decodeHeader(sent);
    if (decoded === undefined) return `the ${name} header is not valid base64`;
    const equal = typeof value === "number" ? Number(decoded) === value : decoded === String(value);
    if (!equal) return `the ${name} header and the body's ${field} differ`;
  }
  return undefined;
}

/** Values that HTTP headers cannot hold travel as `=?base64?…?=`. */
function decodeHeader(value: string): string | undefined {
  const encoded = SENTINEL.exec(value.trim())?.[1];
  if (encoded === undefined) return value.trim();
  const bytes = Buffer.from(encoded, "base64");
  return bytes.toString("base64") === encoded ? bytes.toString("utf8") : undefined;
}
