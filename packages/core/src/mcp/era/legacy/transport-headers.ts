import { SUPPORTED_PROTOCOL_VERSIONS } from "@modelcontextprotocol/server";
import { headerOf, type Inbound } from "../inbound.ts";

/** Whether a request has the headers that the transport demands (2025-11-25 basic/transports "Sending Messages"). */
export function hasTransportHeaders({ req: { headers } }: Inbound): boolean {
  const version = headerOf(headers, "mcp-protocol-version");
  const accept = headerOf(headers, "accept") ?? "";
  return (
    (version === undefined || SUPPORTED_PROTOCOL_VERSIONS.includes(version)) &&
    accept.includes("application/json") &&
    accept.includes("text/event-stream")
  );
}
