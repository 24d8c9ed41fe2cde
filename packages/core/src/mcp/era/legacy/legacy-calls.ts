import { isJSONRPCRequest, type JSONRPCRequest } from "@modelcontextprotocol/server";
import type { Connector } from "../../../connector/index.ts";
import { callTool, type Outcome } from "../../call/call-tool.ts";
import type { CatalogTool } from "../../catalog/index.ts";
import type { BegunCall } from "../../serve/begun-call.ts";
import { noteOutcome } from "../../serve/note-outcome.ts";
import { observed } from "../../serve/observed.ts";
import type { RequestScope } from "../../serve/request-scope.ts";
import { clientNamed, type Sender } from "../../serve/sender.ts";
import type { Inbound } from "../inbound.ts";
import { ordinaryTool } from "../ordinary-tool.ts";
import { createOutcomeTails } from "../outcome-tails.ts";
import { quietExchange } from "../quiet-exchange.ts";
import { writeTail } from "../result-tail.ts";
import type { Capsule } from "./capsule.ts";
import { endUnanswered } from "./end-unanswered.ts";
import type { LegacyEra } from "./legacy.ts";
import { hasTransportHeaders } from "./transport-headers.ts";

/** What has not ended by then may take long: its client wants a stream that can be resumed. */
const AT_ONCE_MS = 10;

/**
 * Answers plain calls of reading tools that end at once, such as those of what was read before, without opening the session
 * that asks. The others go on in their session as if they had begun there.
 */
export interface LegacyCalls {
  /** @returns False when the request is not for this path; nothing was written then, and nothing has begun. */
  serve(inbound: Inbound, scope: RequestScope): Promise<boolean>;
}

export function createLegacyCalls(
  connector: Connector,
  legacy: Pick<LegacyEra, "capsuleOf" | "onCancelled" | "serve">,
): LegacyCalls {
  const tails = createOutcomeTails(undefined);
  // Which log messages a client wants is said to its session.
  const sessionsMatter = connector.deprecated?.logging === true;

  async function serveCall(inbound: Inbound, scope: RequestScope, message: JSONRPCRequest, called: Called) {
    const { begun, signal } = begin(scope, called);
    const unhear = legacy.onCancelled(called.capsule.nonce, message.id, () => begun.cancel());
    const { res } = inbound;
    try {
      let outcome = await atOnce(begun.outcome);
      if (outcome === undefined && !signal.aborted) {
        if (await goesOnInSession(inbound, { ...scope, begun }, begun)) return;
        // There was no room for its session: it is answered without, as long as its client stays.
        inbound.signal.addEventListener("abort", begun.cancel, { once: true });
        outcome = await begun.outcome;
      }
      if (signal.aborted || outcome === undefined) endUnanswered(res);
      else if (!res.closed) writeTail(res, message.id, tails.tail(outcome, scope.caller.requestId));
    } finally {
      unhear();
    }
  }

  /** @returns false when there was no room for its session; nothing was written then. */
  async function goesOnInSession(inbound: Inbound, scope: RequestScope, begun: BegunCall): Promise<boolean> {
    try {
      await legacy.serve(inbound, scope);
    } catch (error) {
      if (!begun.taken) begun.cancel();
      throw error;
    }
    const answered = begun.taken || inbound.res.headersSent;
    // Its session has ended.
    if (answered && !begun.taken) begun.cancel();
    return answered;
  }

  return {
    async serve(inbound, scope) {
      const { body } = inbound;
      if (sessionsMatter || !isJSONRPCRequest(body) || body.method !== "tools/call") return false;
      const { params = {} } = body;
      const { name, arguments: args = {} } = params;
      const entry =
        isPlain(params) && hasTransportHeaders(inbound) ? ordinaryTool(scope.catalog, name, args) : undefined;
      const capsule = entry && (await legacy.capsuleOf(inbound, scope));
      if (entry === undefined || capsule === undefined) return false;
      await serveCall(inbound, scope, body, { entry, args: args as Called["args"], capsule });
      return true;
    },
  };
}

/** A call as its client sent it, and the client. */
interface Called {
  entry: CatalogTool;
  args: Readonly<Record<string, unknown>>;
  capsule: Capsule;
}

/** Without progress, and none of the 2025 revisions' own tasks. */
function isPlain({ _meta: meta, task }: Readonly<Record<string, unknown>>): boolean {
  if (task !== undefined) return false;
  if (meta === undefined) return true;
  return typeof meta === "object" && meta !== null && !Array.isArray(meta) && !("progressToken" in meta);
}

function begin(scope: RequestScope, { entry, args, capsule }: Called): { begun: BegunCall; signal: AbortSignal } {
  const gone = new AbortController();
  const { protocolVersion, clientInfo, capabilities } = capsule.initialize;
  const sender: Sender = { protocolVersion, client: clientNamed(clientInfo) };
  const exchange = quietExchange(scope, capabilities, { signal: () => gone.signal, sender: () => sender });
  const outcome = observed(scope, { ...sender, method: "tools/call", target: entry.tool.name }, async (notes) => {
    const ended = await callTool({ ...scope, entry, args, exchange });
    noteOutcome(notes, ended);
    return ended;
  });
  return { begun: { outcome, cancel: () => gone.abort(), taken: false }, signal: gone.signal };
}

/** @returns undefined for what takes longer, and for what fails: the session knows how to say it. */
async function atOnce(outcome: Promise<Outcome>): Promise<Outcome | undefined> {
  const later = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => later.resolve(undefined), AT_ONCE_MS);
  try {
    return await Promise.race([outcome.catch(() => undefined), later.promise]);
  } finally {
    clearTimeout(timer);
  }
}
