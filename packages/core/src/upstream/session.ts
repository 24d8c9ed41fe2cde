import { responseOf, type Answer } from "./answer.ts";
import { attempt, type Caller, type Hop, type SharedParts } from "./attempt.ts";
import type { Standing } from "../cache/index.ts";
import { cachePlace, isConditional } from "./conditional-cache.ts";
import type { CredentialStates } from "./credential-states.ts";
import { openScope, stopError, type WorkScope } from "./deadline.ts";
import type { EgressGuard } from "./egress-guard.ts";
import { outgoingRequest, type OutgoingRequest } from "./outgoing-request.ts";
import { planWrite, type PlannedWrite } from "./planned-write.ts";
import { followRedirects } from "./redirects.ts";
import { repeatRead, type RetryOptions } from "./retry.ts";
import type { SingleFlight } from "./single-flight.ts";
import type { StoredAnswer } from "./stored-answer.ts";
import { UpstreamError, upstreamErrorOf } from "./upstream-error.ts";
import type { UpstreamEvent } from "./upstream-event.ts";
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
  const { target, guard, states, answers, now } = parts;
  const planned: PlannedWrite[] = [];
  const requestIds: string[] = [];
  const stale: number[] = [];
  const fresh: number[] = [];
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
    const hop: Hop = { ...request, egress: "trusted", read };
    const shareable = request.method === "GET" && !request.stream && !isConditional(request.headers);
    const state = states.of(call.credential.id);
    if (!shareable)
      return responseOf(await alone({ call, state, standing: undefined, sent, requestIds }, hop, request));
    const askedAt = performance.now();
    const known = parts.cache.standing(call.credential.id);
    const standing = known instanceof Promise ? await known : known;
    return responseOf(await shared({ call, state, standing, sent, requestIds }, hop, request, askedAt));
  }

  function refuseStopped({ url: { host }, signal }: OutgoingRequest): void {
    if (now() >= call.deadlineAt) throw new UpstreamError("timeout", { sent: false, host });
    for (const each of [call.signal, signal]) if (each?.aborted) throw stopError(each, { sent: false, host });
  }

  /** A GET: from the cache if that is fresh enough, else together with whoever asks the same. */
  async function shared(
    caller: Caller & { standing: Standing },
    hop: Hop,
    request: OutgoingRequest,
    askedAt: number,
  ): Promise<Answer> {
    const { standing } = caller;
    const { freshMs = 0, staleMs = 0 } = call;
    const place = cachePlace(standing, hop.url, hop.headers);
    const stored = answers.peek(place);
    if (stored && answers.isFresh(stored, freshMs, standing)) return fromCache(stored, hop, "fresh");

    // A read after a write must not join one that began before it, nor one that needs the truth one that does not.
    const written = standing.certain ? standing.written : "";
    const flightKey = [standing.partition, place.key, written, request.redirect, freshMs, staleMs].join("|");
    const since = standing.certain ? -Infinity : askedAt;
    const scope = openScope([call.signal, request.signal], call.deadlineAt, now);
    try {
      const { host } = hop.url;
      const { result, led } = await parts.flights.join(flightKey, { scope, host, since }, (shareScope) =>
        lead(caller, hop, request, shareScope),
      );
      if (!led) {
        sent.cached += 1;
        noteAge(result);
        const requestId = target.requestIdHeader && result.headers.get(target.requestIdHeader);
        if (requestId) requestIds.push(requestId);
      }
      return result;
    } finally {
      scope.dispose();
    }
  }

  /** Reads for all who wait: what another replica has just read will do, too. */
  async function lead(
    caller: Caller & { standing: Standing },
    hop: Hop,
    request: OutgoingRequest,
    scope: WorkScope,
  ): Promise<Answer> {
    const { standing } = caller;
    const place = cachePlace(standing, hop.url, hop.headers);
    let stored = await answers.find(place);
    if (stored && answers.isFresh(stored, call.freshMs ?? 0, standing)) return fromCache(stored, hop, "fresh");
    const claim = stored === undefined && answers.shared ? await answers.claim(place) : noClaim;
    if (claim === undefined) {
      stored = await answers.find(place);
      // Read just now, and under our own standing: as good as a read of ours that others had joined.
      if (stored?.written === standing.written) return fromCache(stored, hop, "fresh");
    }
    try {
      return await travel(caller, hop, request, scope).then(
        (answer) => (answer.status >= 500 ? standIn(stored, hop, standing) : undefined) ?? answer,
        (error: unknown) => {
          const answer = isOutage(error) ? standIn(stored, hop, standing) : undefined;
          if (answer === undefined) throw error;
          return answer;
        },
      );
    } finally {
      claim?.();
    }
  }

  /** What was read before, while the vendor fails; not what a write has made old, nor what may have been revoked. */
  function standIn(stored: StoredAnswer | undefined, hop: Hop, standing: Standing): Answer | undefined {
    if (stored === undefined || !answers.isFresh(stored, call.staleMs ?? 0, standing)) return undefined;
    return fromCache(stored, hop, "stale");
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

  function fromCache(stored: StoredAnswer, hop: Hop, cached: "fresh" | "stale"): Answer {
    sent.cached += 1;
    const event: UpstreamEvent = {
      ...call.label,
      method: hop.method,
      path: hop.url.pathname,
      host: hop.url.host,
      status: stored.status,
      durationMs: 0,
      attempt: 0,
      cached,
      requestId: undefined,
    };
    parts.observe(event);
    call.watch?.(event);
    const answer = { ...stored, url: hop.url.href, redirected: false, cached };
    noteAge(answer);
    return answer;
  }

  function noteAge({ cached, validatedAt }: Answer): void {
    if (validatedAt === undefined) return;
    if (cached === "stale") stale.push(now() - validatedAt);
    if (cached === "fresh") fresh.push(now() - validatedAt);
  }

  return { fetch: perform, planned, requestIds, stale, fresh, sent };
}

const noClaim = () => {};

/** The vendor did not answer, or not whole; a limit, a cancellation or a refusal of ours is none. */
function isOutage(error: unknown): boolean {
  const kind = upstreamErrorOf(error)?.kind;
  return kind === "unavailable" || kind === "timeout";
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
