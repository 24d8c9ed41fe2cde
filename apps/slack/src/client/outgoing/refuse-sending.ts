import { ask, ToolError, type Ask } from "@fairlead/core";
import type { ChannelFacts } from "../channels.ts";
import type { SlackContext } from "../slack-client.ts";

const ANSWER = "external";

/**
 * Whether the operator lets people write to a conversation.
 *
 * @returns A question, where a person has to say yes first: the channel is shared with another organization.
 * @throws ToolError `policy_denied` where it is not allowed, or nobody can be asked; `cancelled` for a no.
 */
export function refuseSending(context: SlackContext, channel: ChannelFacts): Ask | undefined {
  const { writeChannels, externalSends } = context.client.settings;
  if (!isAllowed(writeChannels, channel)) {
    throw new ToolError("policy_denied", `The operator does not let this connection write to ${shown(channel)}.`);
  }
  if (!channel.isExternal || externalSends === "yes" || context.dryRun) return undefined;
  if (externalSends === "no") {
    throw new ToolError(
      "policy_denied",
      `${shown(channel)} is shared with another organization, and the operator allows no messages there.`,
    );
  }
  const answer = context.answers[ANSWER];
  if (answer !== undefined) {
    if (answer.action === "accept" && answer.content?.["confirm"] === true) return undefined;
    throw new ToolError("cancelled", `The person declined. Nothing was sent to ${shown(channel)}.`);
  }
  if (!context.canAsk("elicitation/create")) {
    throw new ToolError(
      "policy_denied",
      `${shown(channel)} is shared with another organization: a person has to agree first, and this client cannot ask one.`,
    );
  }
  const message = `Send to ${shown(channel)}, which people of another organization read?`;
  const requestedSchema = {
    type: "object",
    properties: { confirm: { type: "boolean", title: "Send", default: false } },
    required: ["confirm"],
  };
  return ask({ [ANSWER]: { method: "elicitation/create", params: { mode: "form", message, requestedSchema } } });
}

function shown({ name, type }: ChannelFacts): string {
  return type === "im" ? name : `#${name}`;
}

/** Rules in order of weight: a no beats a yes, and where there is any yes, everything else is a no. */
function isAllowed(rules: readonly string[], channel: ChannelFacts): boolean {
  const { id, name, type, isExternal } = channel;
  const words = new Set([id, `#${name}`, name, `type:${type === "im" || type === "mpim" ? "dm" : "channel"}`]);
  if (isExternal) words.add("type:external");
  if (rules.some((rule) => rule.startsWith("!") && words.has(rule.slice(1)))) return false;
  const yes = rules.filter((rule) => !rule.startsWith("!"));
  return yes.length === 0 || yes.some((rule) => words.has(rule));
}
