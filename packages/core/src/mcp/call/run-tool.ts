import { isAsk, isContent, ToolError, type ToolContext } from "../../connector/index.ts";
import { upstreamErrorOf } from "../../upstream/index.ts";
import type { Call, Reply, Stage } from "./call.ts";
import { stateBinding } from "./confirmation.ts";
import { openUpstream } from "./open-upstream.ts";
import { previewReply } from "./preview-reply.ts";
import { shapeOutput } from "./shape-output.ts";

const STATE_TTL_MS = 10 * 60 * 1000;
/** What looking after a lost answer may take, in milliseconds. */
const RECOVERY_MS = 10_000;

/** Lets the tool do its work and shapes what it returns. */
export const runTool: Stage = {
  name: "run",
  run: async (call) => {
    call.state = openState(call);
    const found = call.recoverFirst ? await recover(call) : undefined;
    if (found !== undefined) return shapeOutput(call, found);
    try {
      return toReply(call, await call.entry.tool.run(call.input as never, (await contextOf(call)) as never));
    } catch (error) {
      const planned = call.session?.planned ?? [];
      if (call.dryRun && planned.length > 0) return previewReply(call, planned);
      const made = mayHaveHappened(call, error) ? await recover(call).catch(() => undefined) : undefined;
      if (made !== undefined) return shapeOutput(call, made);
      throw error;
    }
  },
};

function toReply(call: Call, result: unknown): Reply {
  if (call.dryRun) return previewReply(call, call.session?.planned ?? []);
  if (isContent(result)) return { kind: "content", content: result };
  if (!isAsk(result)) return shapeOutput(call, result);
  const sealedState = call.runtime.sealer.seal(
    "state",
    { state: result.state ?? null },
    { ttlMs: STATE_TTL_MS, binding: stateBinding(call) },
  );
  return { kind: "ask", ask: result, sealedState };
}

async function contextOf(
  call: Call,
  within?: { readsOnly: true; deadlineAt: number; signal: AbortSignal },
): Promise<ToolContext> {
  const { exchange, caller, runtime } = call;
  const signal = within?.signal ?? exchange.signal;
  const { client, session } = await openUpstream(runtime, caller.connection, {
    signal,
    deadlineAt: within?.deadlineAt ?? call.deadlineAt,
    dryRun: call.dryRun || within !== undefined,
    tool: call.entry.tool.name,
  });
  if (within === undefined) call.session = session;
  return {
    client,
    signal,
    connection: { id: caller.connection.id, identity: await caller.connection.identity() },
    budget: call.budget,
    dryRun: call.dryRun,
    preview: (facts) => void Object.assign(call.preview, facts),
    progress: exchange.progress,
    answers: exchange.answers,
    canAsk: exchange.canAsk,
    state: call.state,
    log: exchange.log,
    closeStream: exchange.closeStream,
    notify: exchange.notify,
  };
}

/** A sealed state that is not ours is refused by the era that read it; here it can only be absent or good. */
function openState(call: Call): unknown {
  const { sealedState } = call.exchange;
  if (sealedState === undefined) return undefined;
  const opened = call.runtime.sealer.open("state", sealedState, stateBinding(call));
  return (opened?.value as { state?: unknown } | undefined)?.state ?? undefined;
}

/** True when a write was sent and no answer told its fate. */
function mayHaveHappened(call: Call, error: unknown): boolean {
  if (call.entry.tool.recover === undefined || (call.session?.sent.writes ?? 0) === 0) return false;
  const lost = upstreamErrorOf(error);
  if (lost !== undefined) return lost.kind === "timeout" || lost.kind === "unavailable";
  return error instanceof ToolError && error.code === "upstream_unavailable";
}

async function recover(call: Call): Promise<unknown> {
  if (call.entry.tool.recover === undefined) return undefined;
  const signal = AbortSignal.timeout(RECOVERY_MS);
  const context = await contextOf(call, { readsOnly: true, deadlineAt: Date.now() + RECOVERY_MS, signal });
  return call.entry.tool.recover(call.input as never, context as never);
}
