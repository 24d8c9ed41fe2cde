import { defineTool, ToolError } from "@fairlead/core";
import { z } from "zod";
import { senderOf } from "../../client/viewer/as-app.ts";
import { compose } from "../../client/outgoing/compose.ts";
import { refuseSending } from "../../client/outgoing/refuse-sending.ts";
import { replyPlace } from "../../client/outgoing/reply-place.ts";
import { openTarget } from "../../client/outgoing/target.ts";
import { findScheduled, schedule } from "../../client/workflow/scheduled.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { momentOf } from "../../client/request/window.ts";
import { channel, markdown, sender, shortText, threadTs } from "../../shape/fields.ts";

const SOONEST_MS = 110_000;
const LATEST_MS = 120 * 86_400_000;

export const scheduleMessage = defineTool({
  name: "schedule_message",
  title: "Schedule message",
  description: "Post later: 2 minutes to 120 days ahead.",
  access: "write",
  scopes: ["chat:write"],
  input: z.object({
    channel,
    text: markdown,
    at: shortText(80).describe("ISO 8601, tomorrow 9:00, in 2 hours"),
    thread_ts: threadTs.optional(),
    also_to_channel: z.boolean().default(false).describe("Show the reply there too"),
    as: sender,
  }),
  output: z.object({
    id: z.string(),
    channel: z.string(),
    at: z.string(),
    warnings: z.array(z.string()).meta({ items: undefined }),
    reconciled: z.boolean().optional(),
  }),
  async run({ channel: where, at, as, thread_ts, text, ...message }, context: SlackContext) {
    const { threadTs: root, checkIn } = replyPlace({ channel: where, thread_ts });
    const { atMs, timeZone } = await momentOf(context, at);
    const aheadMs = atMs - Date.now();
    if (aheadMs < SOONEST_MS || aheadMs > LATEST_MS) {
      throw new ToolError("invalid_input", "Slack keeps messages for 2 minutes to 120 days: choose a time in between.");
    }
    const speaker = await senderOf(context, as);
    const facts = await openTarget(context, { channel: where }, speaker);
    checkIn(facts.id);
    const composed = await compose(context, { text });
    const question = refuseSending(context, facts, composed.people);
    if (question) return question;
    return schedule(speaker, { ...message, composed, threadTs: root, channel: facts.id, atMs, timeZone });
  },
  recover: async (input, context: SlackContext) => findScheduled(context, await senderOf(context, input.as), input),
});
