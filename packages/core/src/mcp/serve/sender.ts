import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  PROTOCOL_VERSION_META_KEY,
  type ClientCapabilities,
  type Implementation,
  type Server,
  type ServerContext,
} from "@modelcontextprotocol/server";
import type { Question } from "../../connector/index.ts";
import { TASKS_EXTENSION } from "../tasks/shown-task.ts";

export interface Sender {
  protocolVersion: string;
  client: { name: string; version: string } | undefined;
}

/** Clients name themselves: whatever they say, a record stays small. */
const MAX_NAME = 64;

/** What a request says of the client that sent it: in its envelope since 2026-07-28, at `initialize` before. */
export function senderOf(server: Server, ctx: ServerContext): Sender {
  const info = (envelopeOf(ctx, CLIENT_INFO_META_KEY) as Implementation | undefined) ?? server.getClientVersion();
  const version = envelopeOf(ctx, PROTOCOL_VERSION_META_KEY) as string | undefined;
  return { protocolVersion: version ?? server.getNegotiatedProtocolVersion() ?? "unknown", client: clientNamed(info) };
}

/** A client as records name it. */
export function clientNamed(info: { name: string; version: string } | undefined): Sender["client"] {
  return info && { name: info.name.slice(0, MAX_NAME), version: info.version.slice(0, MAX_NAME) };
}

/** What the client has declared that it can do. */
export function capabilitiesOf(server: Server, ctx: ServerContext): ClientCapabilities | undefined {
  const declared = envelopeOf(ctx, CLIENT_CAPABILITIES_META_KEY) as ClientCapabilities | undefined;
  return declared ?? server.getClientCapabilities();
}

/** Whether a client knows the tasks extension. Only what came with the request counts, so that 2025 clients never do. */
export function takesTasks(declared: ClientCapabilities | undefined): boolean {
  return declared?.extensions?.[TASKS_EXTENSION] !== undefined;
}

/** Whether a client answers such questions. `elicitation: {}` means forms (MCP client/elicitation "Capabilities"). */
export function canAnswer(declared: ClientCapabilities | undefined, method: Question["method"]): boolean {
  switch (method) {
    case "elicitation/create":
      return (
        declared?.elicitation !== undefined &&
        (declared.elicitation.form !== undefined || declared.elicitation.url === undefined)
      );
    case "sampling/createMessage":
      return declared?.sampling !== undefined;
    case "roots/list":
      return declared?.roots !== undefined;
  }
}

function envelopeOf(ctx: ServerContext, key: string): unknown {
  return (ctx.mcpReq.envelope as Readonly<Record<string, unknown>> | undefined)?.[key];
}
