import type { Usergroup } from "../state/usergroup.ts";

/** A user group as Slack's JSON has it; people and their number on request. */
export function shapeUsergroup(group: Usergroup, wants: { users: boolean; count: boolean }): Record<string, unknown> {
  return {
    id: group.id,
    team_id: group.teamId,
    is_usergroup: true,
    is_subteam: true,
    name: group.name,
    description: group.description,
    handle: group.handle,
    is_external: false,
    date_create: group.createdS,
    date_update: group.updatedS,
    date_delete: group.disabledS,
    auto_type: null,
    auto_provision: false,
    enterprise_subteam_id: "",
    created_by: group.createdBy,
    updated_by: group.createdBy,
    deleted_by: null,
    prefs: { channels: group.channelIds, groups: [] },
    ...(wants.users && { users: group.userIds }),
    ...(wants.count && { user_count: group.userIds.length, channel_count: group.channelIds.length }),
  };
}
