import type { ChannelFacts } from "../client/channels/channels.ts";

/** The names that allow-lists know a conversation by: its id, its `#name`, and what it is. */
export function channelNames({
  id,
  name,
  type,
  isExternal,
}: Pick<ChannelFacts, "id" | "name" | "type" | "isExternal">): string[] {
  const isDirect = type === "im" || type === "mpim";
  return [
    id,
    ...(isDirect ? ["type:dm"] : ["type:channel", `#${name}`, name]),
    ...(isExternal ? ["type:external"] : []),
  ];
}
