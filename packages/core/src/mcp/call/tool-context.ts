import type { ToolContext } from "../../connector/index.ts";
import type { UpstreamSession } from "../../upstream/index.ts";
import { policyFacts } from "../../policy/index.ts";
import type { Call } from "./call.ts";
import { freshnessOf } from "./freshness-of.ts";
import { openUpstream } from "./open-upstream.ts";

/** What a tool gets beside its input, with a way out to the vendor of its own. */
export async function toolContext(
  call: Call,
  way: { signal: AbortSignal; deadlineAt: number; readsOnly: boolean },
): Promise<{ context: ToolContext; session: UpstreamSession }> {
  const { exchange, caller, runtime } = call;
  const { client, session } = await openUpstream(runtime, caller.connection, {
    signal: way.signal,
    deadlineAt: way.deadlineAt,
    dryRun: way.readsOnly,
    freshMs: freshnessOf(call.entry.tool),
    // What a write looks at first must be true.
    staleMs: call.entry.tool.access === "read" ? (runtime.caching?.staleIfErrorMs ?? 0) : 0,
    tool: call.entry.tool.name,
    asked: { caller, named: call.args },
  });
  const context: ToolContext = {
    client,
    signal: way.signal,
    connection: { id: caller.connection.id, identity: await caller.connection.identity() },
    budget: call.budget,
    keep: runtime.kept.keeper(caller.connection.id, session),
    notes: runtime.kept.notes(caller.connection.id),
    dryRun: call.dryRun,
    startedAtMs: call.startedAtMs,
    mark: call.mark,
    policy: policyFacts(caller.policy, caller.view, Object.keys(runtime.connector.toolsets)),
    mayRead: (name) => caller.policy.allow.refusing(name, "read") === undefined,
    readFrom: (...names) => void call.readFrom.push(...names),
    preview: (facts) => void Object.assign(call.preview, facts),
    progress: exchange.progress,
    answers: { ...call.given, ...exchange.answers },
    canAsk: exchange.canAsk,
    state: call.state.tool,
    log: exchange.log,
    closeStream: exchange.closeStream,
    notify: exchange.notify,
  };
  return { context, session };
}
