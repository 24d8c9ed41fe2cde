import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  PROTOCOL_VERSION_META_KEY,
  type ClientCapabilities,
  type Implementation,
  type Server,
  type ServerContext,
} from "@modelcontextprotocol/server";

export interface Sender {
  protocolVersion: string;
  client: { name: string; version: string } | undefined;
}

/** What a request says of the client that sent it: in its envelope since 2026-07-28, at `initialize` before. */
export function senderOf(server: Server, ctx: ServerContext): Sender {
  const info = (envelopeOf(ctx, CLIENT_INFO_META_KEY) as Implementation | undefined) ?? server.getClientVersion();
  const version = envelopeOf(ctx, PROTOCOL_VERSION_META_KEY) as string | undefined;
  return {
    protocolVersion: version ?? server.getNegotiatedProtocolVersion() ?? "unknown",
    client: info === undefined ? undefined : { name: info.name, version: info.version },
  };
}

/** Whether the client can put a form before a person: `elicitation: {}` means forms only (client/elicitation). */
export function canAskForms(server: Server, ctx: ServerContext): boolean {
  const declared = envelopeOf(ctx, CLIENT_CAPABILITIES_META_KEY) as ClientCapabilities | undefined;
  const elicitation = (declared ?? server.getClientCapabilities())?.elicitation;
  if (elicitation === undefined) return false;
  return elicitation.form !== undefined || elicitation.url === undefined;
}

function envelopeOf(ctx: ServerContext, key: string): unknown {
  return (ctx.mcpReq.envelope as Readonly<Record<string, unknown>> | undefined)?.[key];
}
