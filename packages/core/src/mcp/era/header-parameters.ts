import type { IncomingHttpHeaders } from "node:http";
import type { HeaderParameter } from "../catalog/index.ts";
import { headerOf } from "./inbound.ts";

/** JSON-RPC code for headers that disagree with the body (MCP basic/transports/streamable-http "Server Validation"). */
export const HEADER_MISMATCH = -32_020;

const SENTINEL = /^=\?base64\?(.*)\?=$/s;
const DECIMAL = /^-?\d+(\.\d+)?$/;
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Checks `Mcp-Param-{Name}` headers against the arguments that they repeat (SEP-2243). A header without its argument is
 * ignored; an argument of another kind than the header can hold is the input check's business.
 *
 * @returns What disagrees, or undefined.
 */
export function headerMismatch(
  parameters: readonly HeaderParameter[],
  args: Readonly<Record<string, unknown>>,
  headers: IncomingHttpHeaders,
): string | undefined {
  for (const { field, header, numeric } of parameters) {
    const value = Object.hasOwn(args, field) ? args[field] : undefined;
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") continue;
    const name = `Mcp-Param-${header}`;
    const sent = headerOf(headers, name.toLowerCase());
    if (sent === undefined) return `the body carries ${field} but the ${name} header is absent`;
    const decoded = decodeHeader(sent);
    if (decoded === undefined) return `the ${name} header is not valid base64`;
    const asNumber = numeric && typeof value === "number" && DECIMAL.test(decoded);
    const equal = asNumber ? Number(decoded) === value : decoded === String(value);
    if (!equal) return `the ${name} header and the body's ${field} differ`;
  }
  return undefined;
}

/** Values that HTTP headers cannot hold travel as UTF-8 in `=?base64?…?=`. */
function decodeHeader(value: string): string | undefined {
  const encoded = SENTINEL.exec(value)?.[1];
  if (encoded === undefined) return value;
  const bytes = Buffer.from(encoded, "base64");
  if (bytes.toString("base64") !== encoded) return undefined;
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
