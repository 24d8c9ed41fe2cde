import type { AskingClient } from "../pages/index.ts";
import { documentAddress } from "../server/document-address.ts";
import { redirectTarget } from "../server/redirect-uri.ts";
import type { FlowParts } from "./flow-parts.ts";
import type { OpenInteraction } from "./open-interaction.ts";

/** Who asks, as the consent page shows it. @returns undefined when the client is none any more. */
export async function askingClient(
  { provider }: Pick<FlowParts, "provider">,
  { clientId, redirectUri }: Pick<OpenInteraction, "clientId" | "redirectUri">,
): Promise<AskingClient | undefined> {
  const client = await provider.Client.find(clientId).catch(() => undefined);
  if (client === undefined) return undefined;
  const { host, loopback } = redirectTarget(redirectUri);
  return { name: client.clientName, identity: identityOf(clientId), redirectHost: host, loopback };
}

function identityOf(clientId: string): AskingClient["identity"] {
  const address = documentAddress(clientId);
  if (address !== undefined) return { kind: "document", host: address.host };
  return clientId.startsWith("d1.") ? { kind: "registered" } : { kind: "configured" };
}
