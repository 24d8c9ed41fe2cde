import { ask, ToolError, type Ask } from "@fairlead/core";
import type { ChannelFacts } from "../channels/channels.ts";
import type { SlackContext } from "../slack-client.ts";

const ANSWER = "send";

/**
 * Whether the operator lets people write to other organizations, and to many people at once.
 *
 * @param people How many are told, beside those who look into the channel.
 * @returns A question, where a person has to say yes first.
 * @throws ToolError `policy_denied` where it is not allowed, or nobody can be asked; `cancelled` for a no.
 */
export function refuseSending(context: SlackContext, channel: ChannelFacts, people = 0): Ask | undefined {
  const { externalSends, confirmRecipientsOver } = context.client.settings;
  const where = shown(channel);
  if (channel.isExternal && externalSends === "no" && !context.dryRun) {
    throw new ToolError(
      "policy_denied",
      `${where} is shared with another organization, and the operator allows no messages there.`,
    );
  }
  const reasons = [
    ...(channel.isExternal && externalSends === "confirm" ? [`people of another organization read ${where}`] : []),
    ...(people > confirmRecipientsOver ? [`${people} people are told`] : []),
  ];
  return reasons.length === 0 || context.dryRun ? undefined : askFirst(context, where, reasons);
}

function askFirst(context: SlackContext, where: string, reasons: readonly string[]): Ask | undefined {
  const answer = context.answers[ANSWER];
  if (answer !== undefined) {
    if (answer.action === "accept" && answer.content?.["confirm"] === true) return undefined;
    throw new ToolError("cancelled", `The person declined. Nothing was done in ${where}.`);
  }
  const why = reasons.join(", and ");
  if (!context.canAsk("elicitation/create")) {
    throw new ToolError(
      "policy_denied",
      `A person has to agree first, for ${why}: this client cannot ask one. The operator decides that.`,
    );
  }
  const message = `Go ahead in ${where}? Mind that ${why}.`;
  const requestedSchema = {
    type: "object",
    properties: { confirm: { type: "boolean", title: "Go ahead", default: false } },
    required: ["confirm"],
  };
  return ask({ [ANSWER]: { method: "elicitation/create", params: { mode: "form", message, requestedSchema } } });
}

function shown({ name, type }: ChannelFacts): string {
  return type === "im" ? name : `#${name}`;
}
