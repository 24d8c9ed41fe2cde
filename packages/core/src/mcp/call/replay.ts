import { randomUUID } from "node:crypto";
import { ToolError, type ErrorCode } from "../../connector/index.ts";
import { fingerprint } from "../sealed/sealer.ts";
import type { Call, FinalReply, Reply, Stage } from "./call.ts";
import { explainFailure } from "./explain-failure.ts";
import { goesOn } from "./goes-on.ts";
import { RECOVERY_MS } from "./recover.ts";

const KEEP_MS = 24 * 60 * 60 * 1000;

/** What is known of a key: `unknown` from before the write is sent until its outcome is told. */
type Entry = Unknown | { args: string; state: "done"; reply: FinalReply };
interface Unknown {
  args: string;
  state: "unknown";
  atMs: number;
  /** Absent where an earlier release has written it. */
  mark?: string;
}

/** With these the vendor, or we, said no before anything was done. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set([
  "invalid_input",
  "not_found",
  "forbidden",
  "insufficient_scope",
  "reauthorize",
  "rate_limited",
  "conflict",
  "confirm_required",
  "policy_denied",
  "unsupported",
]);

/**
 * Idempotency: the same key with the same arguments replays the stored result for 24 hours; with others it is refused.
 * A write whose outcome is unknown is looked up before it may be sent again, and never sent again blindly. The entry is
 * written before the write is sent, so that a crash in between leaves it unknown, not forgotten.
 */
export const replay: Stage = {
  name: "idempotency",
  run: async (call, next) => {
    if (call.idempotencyKey === undefined || call.dryRun || goesOn(call)) return next();
    const { store, limits } = call.runtime;
    const place = `idempotency/${call.caller.connection.id}/${call.entry.tool.name}/${fingerprint(call.idempotencyKey)}`;
    const lock = `${place}/lock`;
    const owner = randomUUID();
    if (!(await store.claim(lock, limits.callTimeoutMs + 2 * RECOVERY_MS, owner))) {
      // Whoever holds the key may only be replaying it, too.
      const told = replayOf(call, (await store.get(place)) as Entry | undefined);
      if (told === undefined) throw stillRunning();
      return told;
    }
    try {
      return await once(call, place, next);
    } finally {
      await store.release(lock, owner).catch(reportTo(call));
    }
  },
};

async function once(call: Call, place: string, next: () => Promise<Reply>): Promise<Reply> {
  const { store } = call.runtime;
  const args = fingerprint(call.input);
  const known = (await store.get(place)) as Entry | undefined;
  const told = replayOf(call, known);
  if (told !== undefined) return told;
  const earlier = known as Unknown | undefined;
  if (earlier !== undefined && call.entry.tool.recover === undefined) throw unknownOutcome();
  call.recoverFirst = earlier !== undefined;
  call.startedAtMs = earlier?.atMs ?? call.startedAtMs;
  call.mark = earlier?.mark ?? call.mark;

  const keep = (entry: Entry) => store.set(place, entry, KEEP_MS);
  const takeBack = () => (earlier === undefined ? store.delete(place) : keep(earlier));
  await keep({ args, state: "unknown", atMs: call.startedAtMs, mark: call.mark });
  try {
    const reply = await next();
    // Whatever the store does now, the write is done: its result must not be lost.
    await (reply.kind === "ask" ? takeBack() : keep({ args, state: "done", reply })).catch(reportTo(call));
    return reply;
  } catch (error) {
    if (nothingWasDone(call, error)) await takeBack().catch(reportTo(call));
    throw error;
  }
}

/** One write that was refused has done nothing; of several, the first may have done something. */
function nothingWasDone(call: Call, error: unknown): boolean {
  const writes = call.session?.sent.writes ?? 0;
  return writes === 0 || (writes === 1 && REFUSALS.has(explainFailure(call, error).code));
}

/**
 * @returns what the call with this key came to; undefined while that is not known.
 * @throws ToolError when it was another call.
 */
function replayOf(call: Call, earlier: Entry | undefined): FinalReply | undefined {
  if (earlier !== undefined && earlier.args !== fingerprint(call.input)) throw otherArguments();
  if (earlier?.state !== "done") return undefined;
  call.replayed = true;
  const { reply } = earlier;
  return { ...reply, resultMeta: { ...reply.resultMeta, "dev.fairlead/replayed": true } };
}

function reportTo({ runtime, caller: { requestId } }: Call): (error: unknown) => void {
  return (error) => runtime.reportError(error, { requestId });
}

function stillRunning(): ToolError {
  return new ToolError("conflict", "A call with this idempotency_key is still running. Wait for it, then repeat.", {
    retryAfterS: 2,
  });
}

function otherArguments(): ToolError {
  return new ToolError(
    "conflict",
    "This idempotency_key was used with other arguments. Take a new key for a new write.",
  );
}

function unknownOutcome(): ToolError {
  return new ToolError(
    "conflict",
    "The first call with this idempotency_key was sent and its answer lost. Read the object: it may be done. Take a new key only if it is not.",
  );
}
