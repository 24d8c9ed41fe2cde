import { ToolError } from "@fairlead/core";
import { channelNames } from "../../shape/channel-names.ts";
import { channelOf } from "../channels/channels.ts";
import type { FileFacts } from "../files/download.ts";
import { inTurns } from "./pages.ts";
import type { SlackReadContext } from "../slack-client.ts";

/** Whether an allow-list says which conversations may be read. */
export function isNarrowed({ policy }: Pick<SlackReadContext, "policy">): boolean {
  return policy.allow.some(({ access }) => access === "read");
}

/** Those of some conversations that the allow-lists let through; all of them where there is no list, without a call. */
export async function readable(context: SlackReadContext, ids: readonly string[]): Promise<Set<string>> {
  const all = [...new Set(ids)];
  if (!isNarrowed(context)) return new Set(all);
  const may = await inTurns(all, 4, async (id) => {
    // One that the account cannot see is read by nobody.
    const facts = await channelOf(context, id).catch(() => undefined);
    return facts !== undefined && context.mayRead(channelNames(facts));
  });
  return new Set(all.filter((_, index) => may[index]));
}

/**
 * Holds a file against the allow-lists: it is read where one of the conversations that it is shared in may be.
 *
 * @throws ToolError `policy_denied`
 */
export async function requireReadable(context: SlackReadContext, file: FileFacts): Promise<void> {
  if (!isNarrowed(context) || (await readable(context, sharedIn(file))).size > 0) return;
  const rule = context.policy.allow.find(({ access }) => access === "read");
  throw new ToolError(
    "policy_denied",
    `The file is in no conversation that may be read here. That can be changed in ${rule?.rule}.`,
    { details: { stage: "policy", rule: rule?.rule, set_by: rule?.setBy } },
  );
}

/** The conversations that a file is shared in, as far as the account sees them. */
export function sharedIn({
  channels = [],
  groups = [],
  ims = [],
}: Pick<FileFacts, "channels" | "groups" | "ims">): string[] {
  return [...channels, ...groups, ...ims];
}
