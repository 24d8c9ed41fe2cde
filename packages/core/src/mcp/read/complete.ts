import { LRUCache } from "lru-cache";
import type { RequestScope } from "../serve/request-scope.ts";
import { openUpstream } from "../call/open-upstream.ts";

/** The most values that the protocol allows in one answer (MCP server/utilities/completion). */
const MAX_VALUES = 100;
const KEEP_MS = 60_000;
const TIMEOUT_MS = 5_000;
/** Below this many local matches a cut-off list is asked for again. */
const FEW = 5;

export interface Proposals {
  typed: string;
  values: readonly string[];
}

/** What was proposed lately, and what is being asked: one per connector. */
export interface CompletionMemory {
  remembered: LRUCache<string, Proposals>;
  inFlight: Map<string, Promise<Proposals>>;
}

export function createCompletionMemory(): CompletionMemory {
  return { remembered: new LRUCache({ max: 2_000, ttl: KEEP_MS }), inFlight: new Map() };
}

/**
 * Proposes values for an argument. While the typed text grows, the last list is filtered here instead of asked anew; one
 * question per argument is under way at a time. A failing vendor proposes nothing.
 */
export async function complete(
  scope: RequestScope,
  argument: { name: string; value: string },
  known: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<{ values: string[]; total: number; hasMore: boolean }> {
  const completer = scope.runtime.connector.completions?.[argument.name];
  if (completer === undefined) return { values: [], total: 0, hasMore: false };
  const { remembered, inFlight } = scope.runtime.completions;
  const key = JSON.stringify([scope.caller.connection.id, argument.name, known]);
  const last = await (inFlight.get(key) ?? remembered.get(key));
  const proposals =
    last !== undefined && answers(last, argument.value) ? last : await askVendor(scope, key, argument, known, signal);
  const values = matching(proposals.values, argument.value);
  return { values: values.slice(0, MAX_VALUES), total: values.length, hasMore: values.length > MAX_VALUES };
}

function answers(last: Proposals, typed: string): boolean {
  if (!typed.startsWith(last.typed)) return false;
  return last.values.length < MAX_VALUES || matching(last.values, typed).length >= FEW;
}

/** Those that begin with the text, then those that contain it. */
function matching(values: readonly string[], typed: string): string[] {
  const wanted = typed.toLowerCase();
  const starting = values.filter((value) => value.toLowerCase().startsWith(wanted));
  const holding = values.filter(
    (value) => !value.toLowerCase().startsWith(wanted) && value.toLowerCase().includes(wanted),
  );
  return [...starting, ...holding];
}

function askVendor(
  scope: RequestScope,
  key: string,
  argument: { name: string; value: string },
  known: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Proposals> {
  const { remembered, inFlight } = scope.runtime.completions;
  const asking = propose(scope, argument, known, signal)
    .then((values) => {
      const proposals = { typed: argument.value, values };
      remembered.set(key, proposals);
      return proposals;
    })
    .catch((error: unknown) => {
      scope.runtime.reportError(error, { requestId: scope.caller.requestId });
      return { typed: argument.value, values: [] };
    })
    .finally(() => inFlight.delete(key));
  inFlight.set(key, asking);
  return asking;
}

async function propose(
  scope: RequestScope,
  argument: { name: string; value: string },
  known: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { runtime, caller } = scope;
  const completer = runtime.connector.completions?.[argument.name];
  const deadlineAt = Date.now() + TIMEOUT_MS;
  const { client } = await openUpstream(runtime, caller.connection, {
    signal,
    deadlineAt,
    dryRun: true,
    tool: "completion",
  });
  const connection = { id: caller.connection.id, identity: await caller.connection.identity() };
  const context = { client, signal, connection, budget: runtime.limits.resultTokens, known };
  return (await completer?.(argument.value, context as never)) ?? [];
}
