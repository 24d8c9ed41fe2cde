import type { SlackReadContext } from "./slack-client.ts";

/** What is being asked for right now: several parts of one call ask for the same. */
const asking = new WeakMap<object, Map<string, Promise<unknown>>>();

/**
 * Loads something once, and again after `ttlMs`. The key is within the connection: what one account sees, no other gets.
 */
export async function remember<T>(
  context: Pick<SlackReadContext, "client" | "connection">,
  key: string,
  ttlMs: number,
  load: () => Promise<T>,
): Promise<T> {
  const { client } = context;
  const place = placeOf(context, key);
  const known = client.memory.get(place) as { value: T } | undefined;
  if (known) return known.value;
  const loads = asking.get(client) ?? new Map<string, Promise<unknown>>();
  asking.set(client, loads);
  const loading = (loads.get(place) as Promise<T> | undefined) ?? load().finally(() => loads.delete(place));
  loads.set(place, loading);
  const value = await loading;
  client.memory.set(place, { value }, ttlMs);
  return value;
}

/** What is remembered, without asking. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the one place that says what a key holds
export function recall<T>(context: Pick<SlackReadContext, "client" | "connection">, key: string): T | undefined {
  return (context.client.memory.get(placeOf(context, key)) as { value: T } | undefined)?.value;
}

/** Keeps what an answer to something else has told. */
export function keep(
  context: Pick<SlackReadContext, "client" | "connection">,
  key: string,
  value: unknown,
  ttlMs: number,
): void {
  context.client.memory.set(placeOf(context, key), { value }, ttlMs);
}

export function forget(context: Pick<SlackReadContext, "client" | "connection">, key: string): void {
  context.client.memory.forget(placeOf(context, key));
}

function placeOf({ connection }: Pick<SlackReadContext, "connection">, key: string): string {
  return `${connection.id}\0${key}`;
}
