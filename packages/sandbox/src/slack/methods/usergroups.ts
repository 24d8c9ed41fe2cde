import { method, need, Refusal, type Call } from "../http/method.ts";
import { shapeUsergroup } from "../shape/usergroup.ts";
import type { Usergroup } from "../state/usergroup.ts";
import { findUser, nowS } from "../state/world.ts";

const ALL = { users: true, count: true };

/** User groups. */
export const usergroups = [
  method("usergroups.list", (call) => {
    need(call, "usergroups:read");
    const wants = { users: call.args.flag("include_users"), count: call.args.flag("include_count") };
    const rows = [...call.world.usergroups.values()].filter(
      (group) => group.teamId === call.teamId && (group.disabledS === 0 || call.args.flag("include_disabled")),
    );
    return { usergroups: rows.map((group) => shapeUsergroup(group, wants)) };
  }),
  method("usergroups.users.list", (call) => {
    need(call, "usergroups:read");
    return { users: groupOf(call).userIds };
  }),
  method("usergroups.users.update", (call) => {
    need(call, "usergroups:write");
    const group = groupOf(call);
    const ids = call.args.list("users");
    if (ids.length === 0) throw new Refusal("no_users_provided");
    for (const id of ids) if (!findUser(call.world, call.teamId, id)) throw new Refusal("invalid_users");
    // The list replaces the whole group.
    group.userIds = [...new Set(ids)];
    group.updatedS = nowS(call.world);
    return { usergroup: shapeUsergroup(group, ALL) };
  }),
  method("usergroups.create", (call) => {
    need(call, "usergroups:write");
    const name = call.args.required("name");
    const handle = call.args.text("handle") ?? name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
    const taken = [...call.world.usergroups.values()].filter(({ teamId }) => teamId === call.teamId);
    if (taken.some((group) => group.name === name)) throw new Refusal("name_already_exists");
    if (taken.some((group) => group.handle === handle)) throw new Refusal("handle_already_exists");
    const group: Usergroup = {
      id: call.world.nextId("S"),
      teamId: call.teamId,
      name,
      handle,
      description: call.args.text("description") ?? "",
      userIds: [],
      channelIds: call.args.list("channels"),
      disabledS: 0,
      createdS: nowS(call.world),
      createdBy: call.me.id,
      updatedS: nowS(call.world),
    };
    call.world.usergroups.set(group.id, group);
    return { usergroup: shapeUsergroup(group, ALL) };
  }),
];

function groupOf({ world, teamId, args }: Call): Usergroup {
  const group = world.usergroups.get(args.required("usergroup", "no_such_subteam"));
  if (!group || group.teamId !== teamId) throw new Refusal("no_such_subteam");
  return group;
}
