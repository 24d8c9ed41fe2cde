import type { Answer } from "./answer.ts";
import type { Cache, Place, Standing } from "../cache/index.ts";
import type { Breakers } from "./breakers.ts";
import { addValidators, cachePlace, isConditional, type ConditionalCache } from "./conditional-cache.ts";
import type { Connections } from "./connections.ts";
import type { CredentialState } from "./credential-states.ts";
import type { WorkScope } from "./deadline.ts";
import { acceptEncoding } from "./decode-body.ts";
import type { Egress } from "./egress-guard.ts";
import { exchange, type WireAnswer, type WireRequest } from "./exchange.ts";
import type { Quota, Reservation } from "./quota.ts";
import { upstreamErrorOf, type UpstreamErrorKind } from "./upstream-error.ts";
import type { UpstreamEvent } from "./upstream-event.ts";
import type { UpstreamLimits } from "./upstream-limits.ts";
import type { UpstreamTarget } from "./upstream-target.ts";
import type { UpstreamCall } from "./upstream.ts";
import { verifyBody } from "./verify-body.ts";

/** What all calls to one target share. */
export interface SharedParts {
  readonly target: UpstreamTarget;
  readonly limits: UpstreamLimits;
  readonly connections: Connections;
  readonly quota: Quota;
  readonly breakers: Breakers;
  readonly cache: Cache;
  readonly answers: ConditionalCache;
  readonly now: () => number;
  readonly observe: (event: UpstreamEvent) => void;
  /** The next place in the order of reads. */
  readonly nextOrder: () => number;
}

/** The call on whose behalf a request is made, and where it keeps its accounts. */
export interface Caller {
  readonly call: UpstreamCall;
  readonly state: CredentialState;
  /** Set: a GET whose answers are kept, under this standing. */
  readonly standing: Standing | undefined;
  readonly sent: { reads: number; writes: number; revalidated: number };
  readonly requestIds: string[];
}

/** One address of a call: the first, or one a redirect led to. */
export interface Hop extends WireRequest {
  readonly egress: Egress;
  readonly read: boolean;
  readonly stream: boolean;
  readonly anonymous: boolean;
}

/**
 * Makes one request: waits for its turn, signs it, sends it once and takes note of what the answer teaches.
 * @throws UpstreamError, an AbortError, or what applying the credential throws
 */
export async function attempt(
  parts: SharedParts,
  caller: Caller,
  hop: Hop,
  scope: WorkScope,
  index: number,
): Promise<Omit<Answer, "redirected">> {
  const { quota, cache, answers, now } = parts;
  const { call, state, standing } = caller;
  const { host } = hop.url;
  const trusted = hop.egress === "trusted";
  const place = standing && placeOf(standing, hop);

  const release = trusted
    ? await (hop.read ? state.lanes.read(scope, host) : state.lanes.write(scope, host, call))
    : noTurn;
  let reservation: Reservation | undefined;
  let closed: Promise<void> | undefined;
  try {
    // Only now: the quota may have been spent while the call waited for its turn.
    if (trusted) reservation = await quota.reserve(state.name, hop, { bulk: call.bulk === true, scope });
    const stored = place && answers.peek(place);
    const headers = new Headers(hop.headers);
    if (stored) addValidators(headers, stored);
    if (!headers.has("accept-encoding")) headers.set("accept-encoding", acceptEncoding);
    if (!headers.has("user-agent")) headers.set("user-agent", "fairlead");
    if (trusted && !hop.anonymous) await call.credential.apply(headers);

    const reading = { startedAt: now(), order: parts.nextOrder(), freshMs: call.freshMs ?? 0 };
    const wire = await observed(parts, caller, { hop, index, stored: stored !== undefined, place }, () =>
      send(parts, caller, { ...hop, headers }, scope),
    );
    closed = wire.closed;
    if (wire.status === 401 || (stored && lost.has(wire.status))) await cache.wrote(call.credential.id);
    const text = () => (wire.body instanceof Uint8Array ? new TextDecoder().decode(wire.body) : "");
    const limited = reservation?.settle({ status: wire.status, headers: wire.headers, text });
    reservation = undefined;
    if (limited) throw limited;
    const answer =
      place === undefined || !standing ? wire : answers.settle(place, stored, wire, { ...reading, standing });
    const revalidated = stored !== undefined && wire.status === 304;
    if (revalidated) caller.sent.revalidated += 1;
    return { ...answer, url: hop.url.href, cached: cachedAs(place, revalidated) };
  } finally {
    reservation?.drop();
    // A read that began before the write's end may have seen what was there before.
    if (!hop.read) await cache.wrote(call.credential.id);
    if (closed) void closed.then(release);
    else release();
  }
}

/** Where there was an answer before, the credential has lost what it saw: others of its answers may tell of it. */
const lost = new Set([403, 404, 410]);

function placeOf(standing: Standing, { egress, method, stream, headers, url }: Hop): Place | undefined {
  if (egress !== "trusted" || method !== "GET" || stream || isConditional(headers)) return undefined;
  return cachePlace(standing, url, headers);
}

const noTurn = () => {};

/** Sends one request and checks that its answer is one. */
function send(
  { connections, limits, target, breakers }: SharedParts,
  { sent, requestIds }: Caller,
  request: Hop,
  { signal }: WorkScope,
): Promise<WireAnswer> {
  const once = async () => {
    sent[request.read ? "reads" : "writes"] += 1;
    const wire = await exchange(connections.to(request.url, request.egress), request, {
      signal,
      maxBytes: limits.maxResponseBytes,
      maxStreamBytes: request.stream ? limits.maxStreamBytes : undefined,
    });
    const requestId = requestIdOf(target, wire.headers);
    if (requestId !== undefined) requestIds.push(requestId);
    const { body } = wire;
    if (request.method !== "HEAD" && body instanceof Uint8Array) {
      verifyBody({ ...wire, body }, request.headers.get("accept"), request.url.host);
    }
    return wire;
  };
  return request.egress === "trusted" ? breakers.run(request.url.host, once) : once();
}

/** Reports one exchange, whichever way it ends. */
async function observed(
  { observe, now, target }: SharedParts,
  { call }: Caller,
  { hop, index, stored, place }: { hop: Hop; index: number; stored: boolean; place: Place | undefined },
  work: () => Promise<WireAnswer>,
): Promise<WireAnswer> {
  const startedAt = now();
  const report = (answer: WireAnswer | undefined, error?: UpstreamErrorKind) => {
    const event: UpstreamEvent = {
      ...call.label,
      method: hop.method,
      path: hop.egress === "trusted" && !hop.anonymous ? hop.url.pathname : "/",
      host: hop.url.host,
      status: answer?.status,
      durationMs: now() - startedAt,
      attempt: index,
      cached: cachedAs(place, stored && answer?.status === 304),
      requestId: answer && requestIdOf(target, answer.headers),
      ...(error && { error }),
    };
    observe(event);
    call.watch?.(event);
  };
  try {
    const answer = await work();
    report(answer);
    return answer;
  } catch (error) {
    report(undefined, upstreamErrorOf(error)?.kind);
    throw error;
  }
}

function cachedAs(place: Place | undefined, revalidated: boolean): "none" | "miss" | "revalidated" {
  if (place === undefined) return "none";
  return revalidated ? "revalidated" : "miss";
}

const requestIdOf = (target: UpstreamTarget, headers: Headers) =>
  (target.requestIdHeader && headers.get(target.requestIdHeader)) || undefined;
