import { method, need, Refusal, type Call, type Reply } from "../http/method.ts";
import { findUser, nowS } from "../state/world.ts";

/** Do-not-disturb. */
export const dnd = [
  method("dnd.info", (call) => {
    need(call, "dnd:read");
    return stateOf(call, call.args.text("user") ?? call.me.id);
  }),
  method("dnd.teamInfo", (call) => {
    need(call, "dnd:read");
    return { users: Object.fromEntries(call.args.list("users").map((id) => [id, stateOf(call, id)])) };
  }),
  method(
    "dnd.setSnooze",
    (call) => {
      need(call, "dnd:write");
      const seconds = Number(call.args.required("num_minutes")) * 60;
      call.me.snoozeUntilS = nowS(call.world) + seconds;
      return { snooze_enabled: true, snooze_endtime: call.me.snoozeUntilS, snooze_remaining: seconds };
    },
    { tokens: "user" },
  ),
  method(
    "dnd.endSnooze",
    (call) => {
      need(call, "dnd:write");
      if (call.me.snoozeUntilS <= nowS(call.world)) throw new Refusal("snooze_not_active");
      call.me.snoozeUntilS = 0;
      return stateOf(call, call.me.id);
    },
    { tokens: "user" },
  ),
  method(
    "dnd.endDnd",
    (call) => {
      need(call, "dnd:write");
      call.me.snoozeUntilS = 0;
      return {};
    },
    { tokens: "user" },
  ),
];

function stateOf({ world, teamId }: Call, id: string): Reply {
  const until = findUser(world, teamId, id)?.snoozeUntilS ?? 0;
  const on = until > nowS(world);
  return {
    dnd_enabled: on,
    next_dnd_start_ts: 1,
    next_dnd_end_ts: 1,
    snooze_enabled: on,
    snooze_endtime: on ? until : 0,
    snooze_remaining: on ? until - nowS(world) : 0,
  };
}
