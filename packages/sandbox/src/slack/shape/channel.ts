import type { Channel } from "../state/channel.ts";

const PLAIN = { is_org_shared: false, is_pending_ext_shared: false, pending_shared: [], parent_conversation: null };

/** A conversation as Slack's JSON has it, seen by one person. */
export function shapeChannel(channel: Channel, viewerId: string): Record<string, unknown> {
  const { id, name, kind, createdS, archived, members, creator, topic, purpose, sharedWith, teamId } = channel;
  if (kind === "im") {
    const other = [...members].find((member) => member !== viewerId) ?? viewerId;
    return { id, created: createdS, is_im: true, is_org_shared: false, user: other, is_archived: false, priority: 0 };
  }
  const external = sharedWith.length > 0;
  return {
    id,
    name,
    name_normalized: name,
    is_channel: kind === "public",
    is_group: false,
    is_im: false,
    is_mpim: kind === "mpim",
    is_private: kind !== "public",
    is_archived: archived,
    is_general: channel.general,
    is_member: members.has(viewerId),
    is_shared: external,
    is_ext_shared: external,
    created: createdS,
    creator,
    unlinked: 0,
    shared_team_ids: [teamId, ...sharedWith],
    topic: { value: topic.value, creator: topic.creator, last_set: topic.setS },
    purpose: { value: purpose.value, creator: purpose.creator, last_set: purpose.setS },
    previous_names: [],
    ...PLAIN,
    ...(external && { conversation_host_id: teamId, connected_team_ids: [...sharedWith] }),
  };
}
