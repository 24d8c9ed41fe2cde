import { z } from "zod";

const id = z.string().regex(/^[A-Z0-9]{2,40}$/);
const ts = z.string().regex(/^\d{10}\.\d{6}$/);
/** Events name a thing by its id, or bring the whole of it. */
const named = z.union([id, z.object({ id }).transform((thing) => thing.id)]);
const spoken = z.object({ ts: ts.optional().catch(undefined), thread_ts: ts.optional().catch(undefined) });

const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);

/** What is read of a request of the Events API. Anything may be absent, as events differ. */
export const eventPayload = z.object({
  /** `event_callback`, `url_verification` or `app_rate_limited`. */
  type: z.string(),
  challenge: maybe(z.string().max(1_000)),
  event_id: maybe(z.string()),
  team_id: maybe(id),
  enterprise_id: maybe(id),
  /** Of `app_rate_limited`, in seconds. */
  minute_rate_limited: maybe(z.int()),
  event: maybe(
    z.object({
      type: z.string(),
      channel: maybe(named),
      channel_id: maybe(named),
      user: maybe(named),
      file_id: maybe(id),
      ts: maybe(ts),
      thread_ts: maybe(ts),
      /** Of an edited message. */
      message: maybe(spoken),
      /** Of a deleted one. */
      previous_message: maybe(spoken),
      /** Of a reaction or a pin. */
      item: maybe(z.object({ channel: maybe(id), ts: maybe(ts), message: maybe(spoken) })),
      /** Of `tokens_revoked`: whose. */
      tokens: maybe(z.object({ oauth: z.array(id).catch([]), bot: z.array(id).catch([]) }).partial()),
    }),
  ),
});

export type EventPayload = z.output<typeof eventPayload>;
export type SlackEvent = NonNullable<EventPayload["event"]>;
