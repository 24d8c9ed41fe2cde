import type { LRUCache } from "lru-cache";
import type { Completer } from "../../connector/index.ts";
import { lru } from "../../store/index.ts";
import { cleanText } from "../render/clean-text.ts";
import type { Notes } from "../serve/observed.ts";
import type { RequestScope } from "../serve/request-scope.ts";
import { reading } from "./reading.ts";

/** The most values that the protocol allows in one answer (MCP server/utilities/completion). */
const MAX_VALUES = 100;
/** What is kept of one list, to filter while a person types on. */
const MAX_KEPT = 1_000;
const KEEP_MS = 60_000;
const TIMEOUT_MS = 5_000;
/** Below this many local matches a cut-off list is asked for again. */
const FEW = 5;

interface Proposals {
  typed: string;
  values: readonly string[];
}

/** What was proposed lately, and what is being asked: one per connector. */
export interface CompletionMemory {
  remembered: LRUCache<string, Proposals>;
  /** Never rejects: whoever waits looks at what is remembered then. */
  asking: Map<string, Promise<unknown>>;
}

export function createCompletionMemory(): CompletionMemory {
  return { remembered: lru(2_000, { ttlMs: KEEP_MS }), asking: new Map() };
}

export interface CompletionRequest {
  argument: { name: string; value: string };
  /** Arguments that are filled in already. */
  known: Readonly<Record<string, string>>;
  signal: AbortSignal;
}

/**
 * Proposes values for an argument. While the typed text grows, the last list is filtered here instead of asked anew; one
 * question per argument is under way at a time. A failing vendor proposes nothing.
 */
export async function complete(
  scope: RequestScope,
  request: CompletionRequest,
  notes: Notes,
): Promise<{ values: string[]; total: number; hasMore: boolean }> {
  const { completions = {} } = scope.runtime.connector;
  const { name, value } = request.argument;
  const completer = Object.hasOwn(completions, name) ? (completions[name] as Completer | undefined) : undefined;
  const proposed = completer === undefined ? [] : await proposals(scope, completer, request, notes);
  const values = matching(proposed, value).filter((each) =>
    mayPropose(scope, { ...request.known, [name]: each }, name),
  );
  return { values: values.slice(0, MAX_VALUES), total: values.length, hasMore: values.length > MAX_VALUES };
}

async function proposals(
  scope: RequestScope,
  completer: Completer,
  request: CompletionRequest,
  notes: Notes,
): Promise<readonly string[]> {
  const { argument, known, signal } = request;
  const { remembered, asking } = scope.runtime.completions;
  const key = JSON.stringify([scope.caller.connection.id, argument.name, known]);
  while (!signal.aborted) {
    const last = remembered.get(key);
    if (last !== undefined && answers(last, argument.value)) return last.values;
    const other = asking.get(key);
    if (other === undefined) break;
    await other;
  }
  const asked = reading(scope, { signal, timeoutMs: TIMEOUT_MS, name: "completion", notes, names: known }, (context) =>
    completer(argument.value, { ...context, known }),
  ).then(
    (values) => cleanText(values.slice(0, MAX_KEPT)),
    () => undefined,
  );
  asking.set(key, asked);
  const values = await asked;
  asking.delete(key);
  if (values !== undefined) remembered.set(key, { typed: argument.value, values });
  return values ?? [];
}

/** Whether a value, with what is filled in, names or begins something that the allow-lists let through. */
function mayPropose(
  { runtime, caller }: RequestScope,
  filled: Readonly<Record<string, string>>,
  name: string,
): boolean {
  const { reach } = runtime.connector;
  if (reach === undefined || !caller.policy.allow.narrows("read") || !reach.fields.includes(name)) return true;
  const segments = reach.fields.map((field) => filled[field] ?? "");
  const known = segments.findIndex((segment) => segment === "");
  // Without its owner, nobody can say which repository of that name is meant.
  if (known >= 0 && known < reach.fields.indexOf(name)) return false;
  if (known < 0) return caller.policy.allow.refusing(segments.join("/"), "read") === undefined;
  return caller.policy.allow.mayBegin(segments.slice(0, known));
}

function answers(last: Proposals, typed: string): boolean {
  if (!typed.startsWith(last.typed)) return false;
  return last.values.length < MAX_VALUES || matching(last.values, typed).length >= FEW;
}

/** Those that begin with the text, then those that contain it. */
function matching(values: readonly string[], typed: string): string[] {
  const wanted = typed.toLowerCase();
  const starting: string[] = [];
  const holding: string[] = [];
  for (const value of values) {
    const at = value.toLowerCase().indexOf(wanted);
    if (at >= 0) (at === 0 ? starting : holding).push(value);
  }
  return [...starting, ...holding];
}
