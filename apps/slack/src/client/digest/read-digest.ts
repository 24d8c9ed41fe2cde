import { ToolError } from "@fairlead/core";
import type { DigestRow } from "../../shape/digest/digest-item.ts";
import { packItems, roomFor } from "../../shape/digest/pack.ts";
import { scoreOf, type Topic } from "../../shape/digest/topic.ts";
import { peopleRows, timelineRows, topicRows } from "../../shape/digest/views.ts";
import type { Coverage, MessageRow } from "../../shape/message.ts";
import { isSystem } from "../messages/is-system.ts";
import { shapeMessages } from "../messages/messages.ts";
import type { SlackReadContext } from "../slack-client.ts";
import { viewerOf } from "../viewer/viewer.ts";
import { spanOf, type Span } from "../request/window.ts";
import { readMaterial, readThreads, type ChannelMaterial } from "./read-material.ts";

const MOST_DAYS = 31;
const DAY_MS = 86_400_000;
/** Threads whose replies are read. */
const BEST = 12;

export interface DigestQuestion {
  channels: readonly string[];
  window: string;
  view: "topics" | "timeline" | "people";
  keywords: readonly string[];
  budgetTokens: number;
  /** Where an earlier page ended. */
  cursor: string | undefined;
}

export interface Digest {
  range: Span["range"];
  stats: { messages: number; threads: number; people: number; channels: number };
  items: DigestRow[];
  omitted: { threads: number; messages: number };
  coverage: Coverage;
  next_cursor: string | undefined;
}

/** What happened in some channels, within a budget: the best whole items, and how much was left out. */
export async function readDigest(context: SlackReadContext, question: DigestQuestion): Promise<Digest> {
  const place = placeOf(question.cursor);
  const span = place === undefined ? await closedSpan(context, question.window) : await spanOf(context, place.window);
  if ((span.toMs ?? 0) - (span.fromMs ?? 0) > MOST_DAYS * DAY_MS) {
    throw new ToolError("invalid_input", `A digest spans ${MOST_DAYS} days at most: narrow the window.`);
  }
  const material = await readMaterial(context, question.channels, span);
  const topics = await topicsOf(context, material, question, span);
  const rows = rowsFor(question.view, topics);
  const offset = place?.offset ?? 0;
  const rest = rows.slice(offset);
  const messages = material.flatMap((one) => one.messages);
  const incomplete = material.filter(({ complete }) => !complete);
  const around = {
    range: span.range,
    stats: {
      messages: messages.length,
      threads: messages.filter(({ reply_count: count }) => (count ?? 0) > 0).length,
      people: new Set(messages.map(({ user }) => user)).size,
      channels: material.length,
    },
    coverage:
      incomplete.length === 0
        ? { complete: true }
        : { complete: false, reason: incomplete.map(({ channel, reason }) => `${channel}: ${reason}`).join("; ") },
  };
  const omit = (left: readonly DigestRow[]) => ({
    threads: left.filter(({ replies }) => replies !== undefined).length,
    messages: left.length,
  });
  const items = packItems(rest, roomFor(question.budgetTokens, { ...around, omitted: omit(rest) }));
  const left = rest.slice(items.length);
  return {
    ...around,
    items,
    omitted: omit(left),
    next_cursor: left.length > 0 && items.length > 0 ? cursorAt(offset + items.length, span) : undefined,
  };
}

/** With an end, so that the next page speaks of the same time. */
async function closedSpan(context: SlackReadContext, window: string): Promise<Span> {
  const span = await spanOf(context, window);
  // Slack's bounds are whole seconds: the present one is to be in.
  const toMs = span.toMs ?? Date.now() + 1000;
  const fromMs = span.fromMs ?? toMs - MOST_DAYS * DAY_MS;
  return spanOf(context, `${new Date(fromMs).toISOString()}/${new Date(toMs).toISOString()}`);
}

function cursorAt(offset: number, { fromMs = 0, toMs = 0 }: Span): string {
  return `${offset} ${new Date(fromMs).toISOString()}/${new Date(toMs).toISOString()}`;
}

function placeOf(cursor: string | undefined): { offset: number; window: string } | undefined {
  const [, offset, window] = /^(\d+) (\S+)$/.exec(cursor ?? "") ?? [];
  return offset === undefined || window === undefined ? undefined : { offset: Number(offset), window };
}

async function topicsOf(
  context: SlackReadContext,
  material: readonly ChannelMaterial[],
  { keywords, view }: DigestQuestion,
  span: Span,
): Promise<(Topic & { score: number })[]> {
  const { userId } = await viewerOf(context);
  const rough = (await Promise.all(material.map((one) => bareTopics(context, one, view === "timeline")))).flat();
  const scored = (topics: readonly Topic[]) =>
    topics.map((topic) => ({ ...topic, score: scoreOf(topic, { keywords, me: userId }) }));
  const best = scored(rough)
    .filter(({ replyCount }) => replyCount > 0)
    .toSorted((one, other) => other.score - one.score)
    .slice(0, BEST);
  const replies = await readThreads(
    context,
    best.map(({ channel, root }) => ({ channel, ts: root.ts })),
    span,
  );
  const full = await Promise.all(
    rough.map(async (topic): Promise<Topic> => {
      const read = replies.get(`${topic.channel} ${topic.root.ts}`);
      return read === undefined ? topic : { ...topic, replies: await shapeMessages(context, topic.channel, read) };
    }),
  );
  return scored(full);
}

/**
 * Roots with what their own row says of their threads. A reply that was sent to the channel, too, stands there as well: it
 * belongs to its thread, the first of them in place of a root that is not there.
 */
async function bareTopics(
  context: SlackReadContext,
  { channel, messages }: ChannelMaterial,
  withSystem: boolean,
): Promise<Topic[]> {
  const wanted = messages
    .filter((message) => withSystem || !isSystem(message))
    .toSorted((one, other) => ((one.ts ?? "") < (other.ts ?? "") ? -1 : 1));
  const rows = await shapeMessages(context, channel, wanted);
  const topics = new Map<string, Topic & { replies: MessageRow[] }>();
  for (const [index, row] of rows.entries()) {
    const key = row.thread?.ts ?? row.ts;
    const { reply_count: replyCount = 0, pinned_to: pinnedTo = [] } = wanted[index] ?? {};
    const known = topics.get(key);
    if (known !== undefined) known.replies.push(row);
    else topics.set(key, { channel, root: row, replies: [], replyCount, pinned: pinnedTo.length > 0 });
  }
  return [...topics.values()];
}

function rowsFor(view: DigestQuestion["view"], topics: readonly (Topic & { score: number })[]): DigestRow[] {
  if (view === "timeline") return timelineRows(topics);
  return view === "people" ? peopleRows(topics) : topicRows(topics);
}
