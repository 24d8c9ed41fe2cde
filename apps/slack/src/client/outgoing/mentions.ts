import { findMentions, type Mention } from "@fairlead/domain/richtext";
import { channelOf } from "../channels/channels.ts";
import { unless } from "../errors/errors.ts";
import { userByEmail, userOf } from "../people/people.ts";
import type { SlackReadContext } from "../slack-client.ts";
import { countOf, usergroupsOf } from "../usergroups/usergroups.ts";

/** Mentions of a text that name somebody, and what to tell about the others. */
export interface ResolvedMentions {
  /** What each mention becomes, by how it was written. */
  tokens: ReadonlyMap<string, string>;
  mentioned: { kind: string; id: string; name: string }[];
  /** How many people that tells. */
  people: number;
  warnings: string[];
}

/**
 * Looks up whom texts mention. Ids that nobody has stay text: a made-up one must not look like a mention. So does what this
 * token may not look up.
 */
export async function resolveMentions(
  context: SlackReadContext,
  ...texts: readonly string[]
): Promise<ResolvedMentions> {
  const mentions = new Map(texts.flatMap(findMentions).map((mention) => [mention.raw, mention]));
  const found = await Promise.all(
    [...mentions.values()].map(async (mention) => ({
      mention,
      named: await unless(HIDDEN, () => lookUp(context, mention)),
    })),
  );
  const tokens = new Map<string, string>();
  const mentioned = new Map<string, ResolvedMentions["mentioned"][number]>();
  const warnings: string[] = [];
  const told = new Map<string, number>();
  for (const { mention, named } of found) {
    if (named === undefined) warnings.push(`${mention.raw} names nobody here and was sent as text`);
    else {
      tokens.set(mention.raw, named.token);
      told.set(named.id, named.people);
      mentioned.set(named.id, { kind: named.kind, id: named.id, name: named.name });
    }
  }
  const people = [...told.values()].reduce((sum, count) => sum + count, 0);
  return { tokens, mentioned: [...mentioned.values()], people, warnings };
}

const HIDDEN = /^(channel_not_found|missing_scope|no_permission)$/;

interface Named {
  kind: string;
  id: string;
  name: string;
  token: string;
  people: number;
}

async function lookUp(context: SlackReadContext, { kind, ref }: Mention): Promise<Named | undefined> {
  switch (kind) {
    case "user":
    case "email": {
      const user = kind === "user" ? await userOf(context, ref) : await userByEmail(context, ref);
      if (user?.id === undefined || user.deleted === true) return undefined;
      return {
        kind: "user",
        id: user.id,
        name: user.real_name ?? user.name ?? user.id,
        token: `<@${user.id}>`,
        people: 1,
      };
    }
    case "channel": {
      const channel = await channelOf(context, ref);
      return { kind, id: ref, name: channel.name, token: `<#${ref}>`, people: 0 };
    }
    case "usergroup": {
      const group = (await usergroupsOf(context)).find(({ id }) => id === ref);
      if (group === undefined) return undefined;
      return { kind, id: ref, name: `@${group.handle}`, token: `<!subteam^${ref}>`, people: countOf(group) };
    }
  }
}
