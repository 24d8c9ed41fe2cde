import { visible } from "../http/conversation.ts";
import { method, need } from "../http/method.ts";

/** Workflows that a channel shows to its people. */
export const workflows = [
  method("workflows.featured.list", (call) => {
    need(call, "bookmarks:read");
    const rows = call.args.list("channel_ids").map((id) => visible(call, id));
    return {
      featured_workflows: rows.map(({ id, featuredTriggers }) => ({ channel_id: id, triggers: featuredTriggers })),
    };
  }),
];
