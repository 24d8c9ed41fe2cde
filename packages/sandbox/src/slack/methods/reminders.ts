import { method, need, Refusal } from "../http/method.ts";

/** Reminders: a user token's own. */
export const reminders = [
  method(
    "reminders.list",
    (call) => {
      need(call, "reminders:read");
      const rows = [...call.world.reminders.values()].filter(({ userId }) => userId === call.me.id);
      return {
        reminders: rows.map(({ id, userId, text, timeS, recurring }) => ({
          id,
          creator: userId,
          user: userId,
          text,
          recurring,
          time: timeS,
          complete_ts: 0,
        })),
      };
    },
    { tokens: "user" },
  ),
  method(
    "reminders.delete",
    (call) => {
      need(call, "reminders:write");
      const row = call.world.reminders.get(call.args.required("reminder"));
      if (row?.userId !== call.me.id) throw new Refusal("not_found");
      call.world.reminders.delete(row.id);
      return {};
    },
    { tokens: "user" },
  ),
];
