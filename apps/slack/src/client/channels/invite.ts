import type { ResultRow } from "../../shape/results.ts";
import { isPlatformError, wordOf } from "../errors/errors.ts";
import { reasonOf } from "../errors/reason-of.ts";
import { forget } from "../request/remember.ts";
import type { SlackContext } from "../slack-client.ts";
import { viewerOf } from "../viewer/viewer.ts";

/** Slack takes so many in one call. */
const AT_ONCE = 100;

/** Invites people; whoever cannot be invited is named and stops nobody else. Oneself joins. */
export async function invite(context: SlackContext, channel: string, ids: readonly string[]): Promise<ResultRow[]> {
  const { userId } = await viewerOf(context);
  const others = [...new Set(ids)].filter((id) => id !== userId);
  const rows: ResultRow[] = [];
  if (ids.includes(userId)) rows.push(await join(context, channel, userId));
  for (let from = 0; from < others.length; from += AT_ONCE) {
    rows.push(...(await inviteSome(context, channel, others.slice(from, from + AT_ONCE))));
  }
  forget(context, `channel/${channel}`);
  return rows;
}

async function join(context: SlackContext, channel: string, userId: string): Promise<ResultRow> {
  const answer = await context.client.web.conversations.join({ channel });
  return { id: userId, status: answer.warning === "already_in_channel" ? "already" : "added" };
}

/** Words about the person who is invited, not the channel. */
const OF_ONE =
  /^(already_in_channel|cant_invite|cant_invite_self|user_not_found|user_is_.*restricted|ura_max_channels)$/;

type Problems = readonly { user?: string; error?: string }[];

async function inviteSome(context: SlackContext, channel: string, ids: readonly string[]): Promise<ResultRow[]> {
  let problems: Problems;
  try {
    const answer = await context.client.web.conversations.invite({ channel, users: ids.join(","), force: true });
    problems = (answer as { errors?: Problems }).errors ?? [];
  } catch (error) {
    // With nobody left to invite, the reasons come as a refusal; of one person sometimes as its word alone.
    const listed = isPlatformError(error) ? (error.data as { errors?: Problems }).errors : undefined;
    const word = wordOf(error) ?? "";
    const isOnes = listed === undefined && ids.length === 1 && OF_ONE.test(word);
    if (listed === undefined && !isOnes) throw error;
    problems = listed ?? [{ user: ids[0] ?? "", error: word }];
  }
  const reasons = new Map(problems.map(({ user, error }) => [user, error]));
  return ids.map((id) => {
    const reason = reasons.get(id);
    if (reason === undefined) return { id, status: "added" };
    if (reason === "already_in_channel") return { id, status: "already" };
    return { id, status: "failed", reason: reason.replaceAll("_", " ") };
  });
}

/** Removes somebody, or leaves. @returns false where oneself was not there; of others Slack says so with a word */
export async function removeFrom(context: SlackContext, channel: string, id: string): Promise<boolean> {
  const { userId } = await viewerOf(context);
  if (id === userId) return leave(context, channel);
  await context.client.web.conversations.kick({ channel, user: id });
  forget(context, `channel/${channel}`);
  return true;
}

/** Of a channel that one is not in, Slack says so beside `ok`, be that true or false. */
async function leave(context: SlackContext, channel: string): Promise<boolean> {
  const wasThere = (answer: object) => (answer as { not_in_channel?: unknown }).not_in_channel !== true;
  try {
    return wasThere(await context.client.web.conversations.leave({ channel }));
  } catch (error) {
    if (!isPlatformError(error) || wasThere(error.data)) throw error;
    return false;
  } finally {
    forget(context, `channel/${channel}`);
  }
}

/** Does one more thing to an object that is there already: what fails then is a warning, for the object stays. */
export async function orWarn(warnings: string[], what: string, work: () => Promise<unknown>): Promise<void> {
  await work().catch((error: unknown) => {
    warnings.push(`${what}: ${reasonOf(error)}`);
  });
}
