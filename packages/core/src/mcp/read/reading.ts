import { ProtocolError } from "@modelcontextprotocol/server";
import type { ReadContext } from "../../connector/index.ts";
import { explainError } from "../call/explain-error.ts";
import { openUpstream } from "../call/open-upstream.ts";
import type { UpstreamSession } from "../../upstream/index.ts";
import type { Notes } from "../serve/observed.ts";
import type { RequestScope } from "../serve/request-scope.ts";

export interface ReadingOptions {
  signal: AbortSignal;
  timeoutMs: number;
  /** What the way out is labelled with. */
  name: string;
  notes: Notes;
}

/**
 * Runs what reads for a caller outside of a tool: resources, prompts, completions.
 *
 * @throws ToolError for every failure, explained, and unexpected ones reported; a ProtocolError passes as it is.
 */
export async function reading<T>(
  { runtime, caller }: RequestScope,
  { signal, timeoutMs, name, notes }: ReadingOptions,
  work: (context: ReadContext) => Promise<T>,
): Promise<T> {
  const deadlineAt = Date.now() + timeoutMs;
  let session: UpstreamSession | undefined;
  try {
    const way = await openUpstream(runtime, caller.connection, { signal, deadlineAt, dryRun: true, tool: name });
    ({ session } = way);
    const connection = { id: caller.connection.id, identity: await caller.connection.identity() };
    return await work({ client: way.client, signal, connection, budget: runtime.limits.resultTokens });
  } catch (error) {
    if (error instanceof ProtocolError) throw error;
    const facts = { cancelled: signal.aborted, expired: Date.now() >= deadlineAt, writes: 0 };
    const explained = explainError(error, runtime.connector.vendor, facts);
    notes.code = explained.code;
    if (explained.code === "cancelled") notes.outcome = "cancelled";
    if (explained.code === "internal")
      runtime.reportError(explained.cause ?? explained, { requestId: caller.requestId });
    throw explained;
  } finally {
    if (session !== undefined) notes.upstream = { ...session.sent, requestIds: session.requestIds };
  }
}
