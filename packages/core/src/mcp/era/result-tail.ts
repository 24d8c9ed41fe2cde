import type { ServerResponse } from "node:http";
import { SERVER_INFO_META_KEY } from "@modelcontextprotocol/server";
import type { Connector } from "../../connector/index.ts";
import { implementationOf } from "../serve/create-server.ts";

/** What revision 2026-07-28 adds to every result (MCP basic "Per-response protocol fields"). */
export interface ResultDress {
  serverInfo: ReturnType<typeof implementationOf>;
}

export function dressOf(connector: Connector): ResultDress {
  return { serverInfo: implementationOf(connector) };
}

/** A JSON-RPC response from behind its id to its end, and how many bytes that is in UTF-8. */
export interface Tail {
  text: string;
  bytes: number;
}

/** Escapes that make a text longer by more than this share are not worth what they save. */
const WORTH_ESCAPING = 0.05;

export function resultTail(result: Readonly<Record<string, unknown>>, dress?: ResultDress): Tail {
  const dressed = dress && {
    ...result,
    resultType: "complete",
    _meta: { ...(result["_meta"] as object | undefined), [SERVER_INFO_META_KEY]: dress.serverInfo },
  };
  const text = `,"result":${JSON.stringify(dressed ?? result)}}`;
  const bytes = Buffer.byteLength(text);
  return bytes === text.length ? { text, bytes } : (mostlyAscii(text, bytes) ?? { text, bytes });
}

/**
 * Node writes text that is all ASCII at a third of the cost of any other. A dash or an ellipsis in a long list is as good
 * as `\u2014`, which JSON means the same by (RFC 8259 §7).
 */
function mostlyAscii(text: string, bytes: number): Tail | undefined {
  if (bytes - text.length > text.length * WORTH_ESCAPING) return undefined;
  const escaped = text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return { text: escaped, bytes: escaped.length };
}

/** Writes `{"jsonrpc":"2.0","id":…` and what follows: as one text, which leaves in one system call with its headers. */
export function writeTail(res: ServerResponse, id: string | number, tail: Tail): void {
  const head = `{"jsonrpc":"2.0","id":${JSON.stringify(id)}`;
  const headBytes = Buffer.byteLength(head);
  const ascii = headBytes === head.length && tail.bytes === tail.text.length;
  res.writeHead(200, { "content-type": "application/json", "content-length": headBytes + tail.bytes });
  res.end(head + tail.text, ascii ? "latin1" : "utf8");
}
