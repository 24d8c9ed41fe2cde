import { ToolError } from "@fairlead/core";

type Block = Readonly<Record<string, unknown>>;

/** What may begin a token of Slack's, to its end where it has one. */
const TOKEN = /<(?=\s*[!@#])(?:[^<>]*>)?/g;

/**
 * Block Kit as a caller wrote it, in which no text notifies anybody but those who were looked up.
 *
 * @param tokens What each mention of `mentionsIn` becomes; those that are not in it stay text.
 * @throws ToolError `policy_denied` for a broadcast element
 */
export function safeBlocks(blocks: readonly Block[], tokens: ReadonlyMap<string, string>): Record<string, unknown>[] {
  const safe = (value: unknown): unknown => {
    if (typeof value === "string") return value.replaceAll(TOKEN, (raw) => tokens.get(raw) ?? raw.replace("<", "&lt;"));
    if (Array.isArray(value)) return value.map(safe);
    if (typeof value !== "object" || value === null) return value;
    if ((value as Block)["type"] === "broadcast") {
      throw new ToolError(
        "policy_denied",
        "Blocks may not hold a broadcast element. Pass broadcast instead: it is asked for, and may be off.",
      );
    }
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, safe(inner)]));
  };
  return blocks.map((block) => safe(block) as Record<string, unknown>);
}

/** Whom blocks mention, as a text would: by tokens in their texts, and by elements that name people and groups. */
export function mentionsIn(value: unknown): string[] {
  if (typeof value === "string") return value.match(TOKEN) ?? [];
  if (typeof value !== "object" || value === null) return [];
  const { type, user_id: user, usergroup_id: group } = value as Block;
  if (type === "user" && typeof user === "string") return [`<@${user}>`];
  if (type === "usergroup" && typeof group === "string") return [`<!subteam^${group}>`];
  return Object.values(value).flatMap(mentionsIn);
}
