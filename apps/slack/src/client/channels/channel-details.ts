import type { SlackChannel } from "./channels.ts";
import { toRows } from "./list-conversations.ts";
import { shapeMessages, type SlackMessage } from "../messages/messages.ts";
import type { SlackReadContext } from "../slack-client.ts";

type Facet = "pins" | "bookmarks" | "canvas" | "workflows";

/** One conversation with everything that was asked for. */
export async function channelDetails(context: SlackReadContext, id: string, include: readonly Facet[]) {
  const { web } = context.client;
  const wants = new Set(include);
  const [{ channel = {} }, pins, bookmarks, workflows] = await Promise.all([
    web.conversations.info({ channel: id, include_num_members: true }),
    wants.has("pins") ? pinsOf(context, id) : undefined,
    wants.has("bookmarks") ? web.bookmarks.list({ channel_id: id }) : undefined,
    wants.has("workflows") ? featuredIn(context, id) : undefined,
  ]);
  const found = channel as SlackChannel & Extra;
  const [row] = await toRows(context, [found]);
  return {
    ...(row ?? { id, name: id, type: "public" }),
    // Slack says it for channels that are read-only for this token's kind, and for no others.
    posting: found.is_read_only === true ? ("restricted" as const) : ("unknown" as const),
    created: found.created === undefined ? undefined : new Date(found.created * 1000).toISOString(),
    external_teams: found.connected_team_ids,
    pins,
    bookmarks: bookmarks?.bookmarks?.map(({ title = "", link = "" }) => ({ title, link })),
    canvas: wants.has("canvas") ? found.properties?.canvas?.file_id : undefined,
    workflows,
  };
}

interface Extra {
  is_read_only?: boolean;
  connected_team_ids?: string[];
  properties?: { canvas?: { file_id?: string } };
}

async function pinsOf(context: SlackReadContext, channel: string) {
  const { items = [] } = await context.client.web.pins.list({ channel });
  const messages = items.flatMap((item) =>
    "message" in item && item.message ? [item.message as unknown as SlackMessage] : [],
  );
  return shapeMessages(context, channel, messages);
}

/** Workflows that a channel shows to its people. */
export async function featuredIn(context: SlackReadContext, channel: string) {
  const answer = await context.client.web.workflows.featured.list({ channel_ids: [channel] });
  const rows = answer.featured_workflows?.flatMap(({ triggers = [] }) => triggers) ?? [];
  return rows.map(({ id = "", title = "" }) => ({ id, title }));
}
