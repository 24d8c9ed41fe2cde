import { responseOf, type Answer } from "./answer.ts";
import { attempt, type Caller, type Hop, type SharedParts } from "./attempt.ts";
import { cacheKey, isConditional } from "./conditional-cache.ts";
import type { CredentialStates } from "./credential-states.ts";
import { openScope, stopError, type WorkScope } from "./deadline.ts";
import type { EgressGuard } from "./egress-guard.ts";
import { outgoingRequest, type OutgoingRequest } from "./outgoing-request.ts";
import { planWrite, type PlannedWrite } from "./planned-write.ts";
import { followRedirects } from "./redirects.ts";
import { repeatRead, type RetryOptions } from "./retry.ts";
import type { SingleFlight } from "./single-flight.ts";
import { UpstreamError } from "./upstream-error.ts";
import type { UpstreamTarget } from "./upstream-target.ts";
import type { UpstreamCall, UpstreamSession } from "./upstream.ts";

export interface SessionParts extends SharedParts {
  readonly guard: EgressGuard;
  readonly states: CredentialStates;
  readonly flights: SingleFlight<Answer>;
  readonly retry: RetryOptions;
}

/** The fetch of one tool call, and the accounts of what it did. */
export function openSession(parts: SessionParts, call: UpstreamCall): UpstreamSession {
  const { target, guard, states, now } = parts;
  const planned: PlannedWrite[] = [];
  const requestIds: string[] = [];
  const sent = { reads: 0, writes: 0, revalidated: 0, cached: 0 };

  async function perform(...args: Parameters<typeof globalThis.fetch>): Promise<Response> {
    const taken = outgoingRequest(...args);
    const request = taken instanceof Promise ? await taken : taken;
    guard.admit(request.url);
    refuseStopped(request);
    const read = isRead(target, request);
    if (!read && call.dryRun) {
      planned.push(planWrite(request));
      throw new UpstreamError("planned", { sent: false, host: request.url.host });
    }
    const caller: Caller = { call, state: states.of(call.credential.id), sent, requestIds };
    const hop: Hop = { ...request, egress: "trusted", read };
    const shareable = request.method === "GET" && !request.stream && !isConditional(request.headers);
    return responseOf(shareable ? await shared(caller, hop, request) : await alone(caller, hop, request));
  }

  function refuseStopped({ url: { host }, signal }: OutgoingRequest): void {
    if (now() >= call.deadlineAt) throw new UpstreamError("timeout", { sent: false, host });
    for (const each of [call.signal, signal]) if (each?.aborted) throw stopError(each, { sent: false, host });
  }

  /** A GET: from the cache if that is fresh enough, else together with whoever asks the same. */
  async function shared(caller: Caller, hop: Hop, request: OutgoingRequest): Promise<Answer> {
    const { partition, freshFrom } = caller.state;
    const key = cacheKey(partition, hop.url, hop.headers);
    const fresh = call.freshMs ? fromCache(key, call.freshMs, freshFrom, hop) : undefined;
    if (fresh) return fresh;

    // The mark of the last write is in the key: a read after a write must not join one that began before it.
    const flightKey = `${key}|${freshFrom}|${request.redirect}`;
    const scope = openScope([call.signal, request.signal], call.deadlineAt, now);
    try {
      const { host } = hop.url;
      const { result, led } = await parts.flights.join(flightKey, scope, host, (shareScope) =>
        travel(caller, hop, request, shareScope),
      );
      if (!led) {
        sent.cached += 1;
        const requestId = target.requestIdHeader && result.headers.get(target.requestIdHeader);
        if (requestId) requestIds.push(requestId);
      }
      return result;
    } finally {
      scope.dispose();
    }
  }

  async function alone(caller: Caller, hop: Hop, request: OutgoingRequest): Promise<Answer> {
    const scope = openScope([call.signal, request.signal], call.deadlineAt, now);
    let closed: Promise<void> | undefined;
    try {
      const answer = await travel(caller, hop, request, scope);
      closed = answer.closed;
      return answer;
    } finally {
      if (closed) void closed.then(() => scope.dispose());
      else scope.dispose();
    }
  }

  const travel = (caller: Caller, hop: Hop, { redirect }: OutgoingRequest, scope: WorkScope) =>
    followRedirects(parts.guard, hop, redirect, (next) => {
      const send = (index: number) => attempt(parts, caller, next, scope, index);
      return next.read ? repeatRead(parts.retry, scope, next.url.host, send) : send(0);
    });

  function fromCache(key: string, freshMs: number, freshFrom: number, hop: Hop): Answer | undefined {
    const stored = parts.cache.fresh(key, freshMs, freshFrom);
    if (!stored) return undefined;
    sent.cached += 1;
    parts.observe({
      ...call.label,
      method: hop.method,
      path: hop.url.pathname,
      host: hop.url.host,
      status: stored.status,
      durationMs: 0,
      attempt: 0,
      cached: "fresh",
      requestId: undefined,
    });
    return { ...stored, url: hop.url.href, redirected: false, cached: "fresh" };
  }

  return { fetch: perform, planned, requestIds, sent };
}

function isRead(target: UpstreamTarget, { method, url, body }: OutgoingRequest): boolean {
  if (method === "GET" || method === "HEAD") return true;
  if (!target.readOnly) return false;
  return target.readOnly({ method, url, body: typeof body === "string" ? body : textOf(body) });
}

function textOf(body: Uint8Array | undefined): string | undefined {
  if (body === undefined) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
}
