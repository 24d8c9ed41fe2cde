import { attached, type PromptMessage, ToolError } from "@fairlead/core";
import { inTurns } from "../client/request/pages.ts";
import { resolveChannel } from "../client/resolve/index.ts";
import { searchMessages } from "../client/search/search-messages.ts";
import { shapeHits } from "../client/search/shape-hits.ts";
import type { SlackReadContext } from "../client/slack-client.ts";
import { spanOf } from "../client/request/window.ts";
import { coverageLine, lines, messageLine } from "../shape/message.ts";

interface Sought {
  query: string;
  users?: readonly string[];
  channels?: readonly string[];
  window?: string;
  engine?: "auto" | "keyword";
}

/** Messages that were found, as something to embed. @throws ToolError `unsupported` where the token cannot search */
export async function embeddedSearch(context: SlackReadContext, sought: Sought): Promise<PromptMessage> {
  const { query, users = [], channels = [], window, engine = "auto" } = sought;
  const [ids, span] = await Promise.all([
    inTurns(channels, 3, (one) => resolveChannel(context, one)),
    spanOf(context, window),
  ]);
  const found = await searchMessages(context, {
    query,
    channels: ids,
    users,
    mentionsMe: false,
    span,
    has: [],
    scope: "all",
    sort: "newest",
    includeBots: false,
    engine,
    limit: 50,
    cursor: undefined,
  });
  if (found === undefined) throw new ToolError("unsupported", "This token cannot search.");
  const { items, coverage } = await shapeHits(context, found, 0);
  const rows = items.map((row) => `#${row.channel_name} ${messageLine(row)} ${row.link}`);
  return attached(
    "slack://search",
    lines(...rows, rows.length === 0 ? "Nothing was found." : "", coverageLine(coverage)),
  );
}
