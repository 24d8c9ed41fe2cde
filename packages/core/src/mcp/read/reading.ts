import { ProtocolError } from "@modelcontextprotocol/server";
import type { ReadContext } from "../../connector/index.ts";
import { checkReach, policyFacts, reachedBy } from "../../policy/index.ts";
import { explainError } from "../call/explain-error.ts";
import { isForOperator } from "../call/is-for-operator.ts";
import { openUpstream } from "../call/open-upstream.ts";
import type { UpstreamSession } from "../../upstream/index.ts";
import { budgetOf } from "../budget-of.ts";
import type { Notes } from "../serve/observed.ts";
import type { RequestScope } from "../serve/request-scope.ts";

export interface ReadingOptions {
  signal: AbortSignal;
  timeoutMs: number;
  /** What the way out is labelled with. */
  name: string;
  notes: Notes;
  /** Nobody waits for it: it leaves a part of the vendor's quota to people. */
  bulk?: boolean;
  /** What is read: the variables of a URI, the arguments of a prompt. */
  names?: Readonly<Record<string, unknown>>;
  /** False: nobody is shown what is read. Default: true. */
  shown?: boolean;
  /** Holds what is read against the allow-lists, beyond what `names` says. */
  hold?: ((context: ReadContext) => Promise<void>) | undefined;
}

/**
 * Runs what reads for a caller outside of a tool: resources, prompts, completions. What it names is held against the
 * allow-lists first.
 *
 * @throws ToolError for every failure, explained, and unexpected ones reported; a ProtocolError passes as it is.
 */
export async function reading<T>(
  { runtime, caller }: RequestScope,
  { signal, timeoutMs, name, notes, bulk = false, names = {}, shown = true, hold }: ReadingOptions,
  work: (context: ReadContext) => Promise<T>,
): Promise<T> {
  const deadlineAt = Date.now() + timeoutMs;
  const { connector } = runtime;
  const { reach } = connector;
  let session: UpstreamSession | undefined;
  let stage: string | undefined;
  try {
    caller.trace?.enter("run");
    const asked = { caller, named: names };
    const way = await openUpstream(runtime, caller.connection, {
      signal,
      deadlineAt,
      dryRun: true,
      bulk,
      tool: name,
      asked,
    });
    ({ session } = way);
    const connection = { id: caller.connection.id, identity: await caller.connection.identity() };
    const said: string[] = [];
    const keep = runtime.kept.keeper(caller.connection.id, session);
    const context: ReadContext = {
      client: way.client,
      signal,
      connection,
      budget: budgetOf(runtime, caller),
      keep,
      notes: runtime.kept.notes(caller.connection.id),
      policy: policyFacts(caller.policy, caller.view, Object.keys(connector.toolsets)),
      readFrom: (...from) => void said.push(...from),
      mayRead: (read) => caller.policy.allow.refusing(read, "read") === undefined,
    };
    if (reach !== undefined && caller.policy.allow.narrows("read")) {
      const resolve = async (given: string) => (await reach.resolve?.(given, context as never)) ?? given;
      const permissionsUrl = runtime.permissionsUrl?.(connection.id);
      stage = "policy";
      await checkReach(reachedBy(reach, names, "read"), { reach, list: caller.policy.allow, resolve, permissionsUrl });
      await hold?.(context);
      stage = undefined;
    }
    const result = await work(context);
    if (shown && connector.flow !== undefined && reach !== undefined && caller.policy.flowGuard !== "off") {
      const read = reachedBy(reach, names, "read").map((each) => each.name);
      await runtime.flowMarks.note(connection.id, [...said, ...read]);
    }
    return result;
  } catch (error) {
    if (error instanceof ProtocolError) throw error;
    const { signInUrl } = runtime;
    const facts = { cancelled: signal.aborted, expired: Date.now() >= deadlineAt, writes: 0, signInUrl };
    const explained = explainError(error, runtime.connector.vendor, facts);
    notes.code = explained.code;
    notes.stage = stage;
    if (explained.code === "cancelled") notes.outcome = "cancelled";
    if (isForOperator(explained)) runtime.reportError(explained.cause ?? explained, { requestId: caller.requestId });
    throw explained;
  } finally {
    if (session !== undefined) notes.upstream = { ...session.sent, requestIds: session.requestIds };
  }
}
