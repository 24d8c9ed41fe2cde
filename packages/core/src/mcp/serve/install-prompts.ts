import {
  inputRequired,
  ProtocolError,
  ProtocolErrorCode,
  type InputRequests,
  type Server,
  type ServerContext,
} from "@modelcontextprotocol/server";
import { principalKey } from "../../auth/index.ts";
import { isAsk, type Answer, type ContentBlock } from "../../connector/index.ts";
import { explainError } from "../call/explain-error.ts";
import { explainIssues } from "../call/explain-issues.ts";
import { openUpstream } from "../call/open-upstream.ts";
import { readResource } from "../read/read-resource.ts";
import { fingerprint } from "../sealed/sealer.ts";
import { refuseForeignState } from "./exchange.ts";
import { observed, type Notes } from "./observed.ts";
import type { RequestScope } from "./request-scope.ts";
import { senderOf } from "./sender.ts";

const STATE_TTL_MS = 10 * 60 * 1000;

/** `prompts/get`. */
export function installPrompts(server: Server, scope: RequestScope): void {
  server.setRequestHandler("prompts/get", ({ params }, ctx) =>
    observed(scope, { ...senderOf(server, ctx), method: "prompts/get", target: params.name }, (notes) =>
      getPrompt(scope, params.name, params.arguments ?? {}, ctx, notes),
    ),
  );
}

async function getPrompt(
  scope: RequestScope,
  name: string,
  args: Record<string, string>,
  ctx: ServerContext,
  notes: Notes,
) {
  const prompt = scope.catalogs.surroundings.prompts.find((each) => each.prompt.name === name)?.prompt;
  if (prompt === undefined) throw invalid(`Unknown prompt: ${name.slice(0, 80)}`);
  const parsed = prompt.arguments.safeParse(args);
  if (!parsed.success)
    throw invalid(explainIssues(parsed.error.issues, args, new Set(Object.keys(prompt.arguments.shape))));

  const { runtime, caller } = scope;
  const { signal } = ctx.mcpReq;
  const binding = `${principalKey(caller.principal)}\0${caller.connection.id}\0${name}\0${fingerprint(args)}`;
  const sealed = ctx.mcpReq.requestState<string>();
  refuseForeignState(scope, sealed, binding);
  const opened = sealed === undefined ? undefined : runtime.sealer.open("state", sealed, binding);

  const deadlineAt = Date.now() + runtime.limits.callTimeoutMs;
  const { client, session } = await openUpstream(runtime, caller.connection, {
    signal,
    deadlineAt,
    dryRun: true,
    tool: name,
  });
  try {
    const context = {
      client,
      signal,
      budget: runtime.limits.resultTokens,
      connection: { id: caller.connection.id, identity: await caller.connection.identity() },
      answers: (ctx.mcpReq.inputResponses ?? {}) as Record<string, Answer>,
      state: opened?.value,
      embed: (uri: string) => embed(scope, uri, signal),
    };
    const result = await prompt.run(parsed.data as never, context as never);
    if (!isAsk(result)) return { description: prompt.description, messages: result as never };
    notes.outcome = "input_required";
    const requestState = runtime.sealer.seal("state", result.state ?? null, { ttlMs: STATE_TTL_MS, binding });
    return inputRequired({ inputRequests: result.questions as InputRequests, requestState });
  } catch (error) {
    if (error instanceof ProtocolError) throw error;
    const explained = explainError(error, runtime.connector.vendor, {
      cancelled: signal.aborted,
      expired: Date.now() >= deadlineAt,
      writes: 0,
    });
    notes.code = explained.code;
    if (explained.code === "internal")
      runtime.reportError(explained.cause ?? explained, { requestId: caller.requestId });
    throw new ProtocolError(ProtocolErrorCode.InternalError, `${explained.code}: ${explained.message}`);
  } finally {
    notes.upstream = { ...session.sent, requestIds: session.requestIds };
  }
}

async function embed(scope: RequestScope, uri: string, signal: AbortSignal): Promise<ContentBlock> {
  const { bodies } = await readResource(scope, uri, signal, {});
  const { mimeType, text = "", blob } = bodies[0] ?? { mimeType: "text/plain" };
  return { type: "resource", resource: blob === undefined ? { uri, mimeType, text } : { uri, mimeType, blob } };
}

function invalid(message: string): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.InvalidParams, message);
}
