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

/** A JSON-RPC response from behind its id to its end, and how many bytes that is. */
export interface Tail {
  text: string;
  bytes: number;
}

export function resultTail(result: Readonly<Record<string, unknown>>, dress?: ResultDress): Tail {
  const dressed = dress && {
    ...result,
    resultType: "complete",
    _meta: { ...(result["_meta"] as object | undefined), [SERVER_INFO_META_KEY]: dress.serverInfo },
  };
  const text = `,"result":${JSON.stringify(dressed ?? result)}}`;
  return { text, bytes: Buffer.byteLength(text) };
}

/** Writes `{"jsonrpc":"2.0","id":…` and what follows: as one text, which leaves in one system call with its headers. */
export function writeTail(res: ServerResponse, id: string | number, tail: Tail): void {
  const head = `{"jsonrpc":"2.0","id":${JSON.stringify(id)}`;
  res.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(head) + tail.bytes });
  res.end(head + tail.text);
}
