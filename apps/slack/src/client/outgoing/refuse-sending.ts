import { ask, ToolError, type Ask } from "@fairlead/core";
import type { ChannelFacts } from "../channels.ts";
import type { SlackContext } from "../slack-client.ts";

const ANSWER = "external";

/**
 * Whether the operator lets people write to other organizations.
 *
 * @returns A question, where a person has to say yes first: the channel is shared with another organization.
 * @throws ToolError `policy_denied` where it is not allowed, or nobody can be asked; `cancelled` for a no.
 */
export function refuseSending(context: SlackContext, channel: ChannelFacts): Ask | undefined {
  const { externalSends } = context.client.settings;
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
