import { ToolError } from "../../connector/index.ts";
import { fingerprint } from "../sealed/sealer.ts";
import type { Reply, Stage } from "./call.ts";

const KEEP_MS = 24 * 60 * 60 * 1000;

type Entry = { args: string; state: "unknown" } | { args: string; state: "done"; reply: Reply };

/**
 * Idempotency: the same key with the same arguments replays the stored result for 24 hours; with others it is refused.
 * A write whose outcome is unknown is looked up before it may be sent again.
 */
export const replay: Stage = {
  name: "idempotency",
  run: async (call, next) => {
    if (call.idempotencyKey === undefined || call.dryRun) return next();
    const { store } = call.runtime;
    const key = `idempotency/${call.caller.connection.id}/${call.entry.tool.name}/${call.idempotencyKey}`;
    const args = fingerprint(call.input);

    if (!(await store.claim(`${key}/lock`, call.runtime.limits.callTimeoutMs))) throw stillRunning();
    try {
      const earlier = (await store.get(key)) as Entry | undefined;
      if (earlier !== undefined && earlier.args !== args) throw otherArguments();
      if (earlier?.state === "done") return replayed(earlier.reply);
      call.recoverFirst = earlier?.state === "unknown";
      await store.set(key, { args, state: "unknown" } satisfies Entry, KEEP_MS);
      const reply = await next().catch(async (error: unknown) => {
        if (!outcomeUnknown(error)) await store.delete(key);
        throw error;
      });
      if (reply.kind === "output") await store.set(key, { args, state: "done", reply } satisfies Entry, KEEP_MS);
      else await store.delete(key);
      return reply;
    } finally {
      await store.delete(`${key}/lock`);
    }
  },
};

function replayed(reply: Reply): Reply {
  return reply.kind === "output"
    ? { ...reply, resultMeta: { ...reply.resultMeta, "dev.fairlead/replayed": true } }
    : reply;
}

function outcomeUnknown(error: unknown): boolean {
  return error instanceof ToolError && (error.code === "upstream_timeout" || error.code === "upstream_unavailable");
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
