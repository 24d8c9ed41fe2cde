import type { SlackReadContext } from "../slack-client.ts";

type Remembering = Pick<SlackReadContext, "client" | "connection" | "notes">;

/** Around each value: undefined can be remembered, too. */
interface Remembered<T> {
  value?: T;
}

/** What is being asked for right now: several parts of one call ask for the same. */
const asking = new WeakMap<object, Map<string, Promise<unknown>>>();

/**
 * Loads something once, and again after `ttlMs`. It is the connection's alone: what one account sees, no other gets.
 */
export async function remember<T>(
  context: Remembering,
  key: string,
  ttlMs: number,
  load: () => Promise<T>,
): Promise<T> {
  const { client, notes } = context;
  const place = placeOf(context, key);
  const known = await notes.find<Remembered<T>>(place);
  if (known) return known.value as T;
  const loads = asking.get(client) ?? new Map<string, Promise<unknown>>();
  asking.set(client, loads);
  const loading = (loads.get(place) as Promise<T> | undefined) ?? load().finally(() => loads.delete(place));
  loads.set(place, loading);
  const value = await loading;
  keep(context, key, value, ttlMs);
  return value;
}

/** What is remembered in this process, without asking. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the one place that says what a key holds
export function recall<T>(context: Remembering, key: string): T | undefined {
  return context.notes.peek<Remembered<T>>(placeOf(context, key))?.value;
}

/** Keeps what an answer to something else has told. */
export function keep(context: Remembering, key: string, value: unknown, ttlMs: number): void {
  context.notes.put(placeOf(context, key), { value }, ttlMs);
}

export function forget(context: Remembering, key: string): void {
  context.notes.drop(placeOf(context, key));
}

/** What the app remembers and what the person does lie apart. */
function placeOf({ connection }: Remembering, key: string): string {
  return `${connection.id}\0${key}`;
}
