import { isAsk, isContent, ToolError, type Ask } from "../../connector/index.ts";
import type { UpstreamSession } from "../../upstream/index.ts";
import type { Call, Reply, Stage } from "./call.ts";
import { explainFailure } from "./explain-failure.ts";
import { markStale } from "./mark-stale.ts";
import { previewReply } from "./preview-reply.ts";
import { recover } from "./recover.ts";
import { shapeContent } from "./shape-content.ts";
import { shapeOutput } from "./shape-output.ts";
import { toolContext } from "./tool-context.ts";

/** Lets the tool do its work and shapes what it returns. What it throws leaves here explained. */
export const runTool: Stage = {
  name: "run",
  run: async (call) => {
    try {
      const found = call.recoverFirst ? await recover(call) : undefined;
      return found === undefined ? await runOnce(call) : shapeOutput(call, found);
    } catch (error) {
      throw explainFailure(call, error);
    }
  },
};

async function runOnce(call: Call): Promise<Reply> {
  const { exchange, deadlineAt, dryRun, entry, input } = call;
  // Whoever allowed reading alone, and the record that a write must have before it, go by what the tool declares.
  const readsOnly = dryRun || entry.tool.access === "read";
  const { context, session } = await toolContext(call, { signal: exchange.signal, deadlineAt, readsOnly });
  call.session = session;
  try {
    const result: unknown = await entry.tool.run(input as never, context as never);
    if (!dryRun) refuseHeldBack(call, session);
    call.caller.trace?.enter("shape");
    return markStale(call, toReply(call, result));
  } catch (error) {
    if (dryRun && session.planned.length > 0) return previewReply(call, session.planned);
    refuseHeldBack(call, session);
    const made = mayHaveHappened(call, error) ? await recover(call).catch(unlessSaid) : undefined;
    if (made !== undefined) return shapeOutput(call, made);
    throw error;
  }
}

/** That nobody can tell what the try has made is an answer. Whatever else looking meets says less than what led to it. */
function unlessSaid(error: unknown): undefined {
  if (error instanceof ToolError && error.code === "upstream_timeout") throw error;
}

/** A reading tool that wanted to write is a mistake of its author's, whatever it made of the refusal. */
function refuseHeldBack({ entry: { tool } }: Call, { planned: [first] }: UpstreamSession): void {
  if (first === undefined) return;
  throw new ToolError("internal", `${tool.name} only reads, and wanted to write. Nothing was sent; it is logged.`, {
    cause: new Error(
      `${tool.name} declares access "read" and sent ${first.method} to ${first.host}: declare "write", or say in the vendor's endpoint.readOnly that this request only reads.`,
    ),
  });
}

function toReply(call: Call, result: unknown): Reply {
  if (isAsk(result)) return question(call, result);
  if (call.dryRun) return previewReply(call, call.session?.planned ?? []);
  return isContent(result) ? shapeContent(call, result) : shapeOutput(call, result);
}

function question(call: Call, asked: Ask): Reply {
  const { access, mayAsk, name } = call.entry.tool;
  if (access === "read" && mayAsk !== true) {
    throw new ToolError("internal", `${name} asked a question that it did not announce. It is logged.`, {
      cause: new Error(`${name} reads and asks: it must declare mayAsk.`),
    });
  }
  return { kind: "ask", ask: asked, state: { tool: asked.state, confirmed: call.confirmed, given: call.given } };
}

/** True when a write was sent and no answer told its fate. */
function mayHaveHappened(call: Call, error: unknown): boolean {
  if ((call.session?.sent.writes ?? 0) === 0) return false;
  const { code } = explainFailure(call, error);
  return code === "upstream_timeout" || code === "upstream_unavailable";
}
