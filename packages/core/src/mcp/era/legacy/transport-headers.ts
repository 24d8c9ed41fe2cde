import { SUPPORTED_PROTOCOL_VERSIONS } from "@modelcontextprotocol/server";
import { headerOf, type Inbound } from "../inbound.ts";

/** Whether a request has the headers that the transport demands (2025-11-25 basic/transports "Sending Messages"). */
export function hasTransportHeaders(inbound: Inbound): boolean {
  const accept = headerOf(inbound.req.headers, "accept") ?? "";
  return (
    unsupportedVersion(inbound) === undefined &&
    accept.includes("application/json") &&
    accept.includes("text/event-stream")
  );
}

/** The version that a request's header names and nobody speaks (2025-11-25 basic/transports "Protocol Version Header"). */
export function unsupportedVersion({ req: { headers } }: Inbound): string | undefined {
  const version = headerOf(headers, "mcp-protocol-version");
  return version === undefined || SUPPORTED_PROTOCOL_VERSIONS.includes(version) ? undefined : version;
}
