/** An event of Slack's Events API, as far as it is looked at. */
export interface SlackEvent {
  type: string;
  channel?: unknown;
  item?: { channel?: unknown; ts?: unknown };
  message?: { ts?: unknown; thread_ts?: unknown };
  ts?: unknown;
  thread_ts?: unknown;
  user?: unknown;
  file_id?: unknown;
}

/** URIs of the resources that an event has changed; none for events that change nothing that can be read here. */
export function changedResources(event: SlackEvent): string[] {
  const { type } = event;
  const channel = channelOf(event);
  const thread = threadOf(event, channel);
  if (type === "message" || type === "app_mention") {
    return [...(channel === undefined ? [] : [`slack://channel/${channel}/messages`]), ...thread];
  }
  if (type.startsWith("reaction_") || type.startsWith("pin_")) {
    return [...(channel === undefined ? [] : [`slack://channel/${channel}`]), ...thread];
  }
  if (type.startsWith("channel_") || /^member_(joined|left)_channel$/.test(type)) {
    return channel === undefined ? [] : [`slack://channel/${channel}`];
  }
  if (type === "user_change" || type === "user_status_changed" || type === "team_join") {
    const user = idOf(event.user);
    return user === undefined ? [] : [`slack://user/${user}`];
  }
  if (type.startsWith("file_")) {
    const file = idOf(event.file_id);
    return file === undefined ? [] : [`slack://file/${file}`];
  }
  return [];
}

/** True for events after which the account has to be connected again. */
export function endsConnection({ type }: SlackEvent): boolean {
  return type === "tokens_revoked" || type === "app_uninstalled";
}

function channelOf({ channel, item }: SlackEvent): string | undefined {
  return idOf(channel) ?? idOf(item?.channel);
}

function threadOf({ thread_ts: threadTs, ts, item, message }: SlackEvent, channel: string | undefined): string[] {
  const root = [message?.thread_ts, threadTs, message?.ts, item?.ts, ts].find((value) => typeof value === "string");
  return channel === undefined || root === undefined ? [] : [`slack://thread/${channel}/${root}`];
}

/** An id, or the object that has one: events give either. */
function idOf(value: unknown): string | undefined {
  const id = typeof value === "object" && value !== null ? (value as { id?: unknown }).id : value;
  return typeof id === "string" && /^[A-Z0-9]+$/.test(id) ? id : undefined;
}
