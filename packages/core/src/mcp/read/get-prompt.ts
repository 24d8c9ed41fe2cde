import { ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server";
import { principalKey } from "../../auth/index.ts";
import {
  isAsk,
  ToolError,
  type Answer,
  type Ask,
  type ContentBlock,
  type PromptMessage,
} from "../../connector/index.ts";
import { isLaterRound } from "../call/count-usage.ts";
import { explainIssues } from "../call/explain-issues.ts";
import { cleanBlock } from "../call/shape-content.ts";
import { openRound, sealRound } from "../sealed/round-state.ts";
import { fingerprint } from "../sealed/sealer.ts";
import type { Notes } from "../serve/observed.ts";
import type { RequestScope } from "../serve/request-scope.ts";
import { countedRead } from "./counted-read.ts";
import { protocolError } from "./protocol-error.ts";
import { readResource } from "./read-resource.ts";
import { reading } from "./reading.ts";

/** One `prompts/get`, as the client sent it. */
export interface PromptRequest {
  name: string;
  args: Readonly<Record<string, string>>;
  answers: Readonly<Record<string, Answer>>;
  sealedState: string | undefined;
  signal: AbortSignal;
}

export type PromptReply =
  | { kind: "messages"; description: string; messages: PromptMessage[] }
  | { kind: "ask"; ask: Ask; sealedState: string };

/**
 * Runs a prompt for the caller.
 *
 * @throws ProtocolError -32602 for a prompt, an argument or a state that is wrong; -32603 for every other failure.
 */
export async function getPrompt(scope: RequestScope, request: PromptRequest, notes: Notes): Promise<PromptReply> {
  const { name, args, answers, sealedState, signal } = request;
  const { runtime, caller, catalog } = scope;
  const prompt = catalog.surroundings.prompts.find((each) => each.prompt.name === name)?.prompt;
  if (prompt === undefined) throw invalid(`Unknown prompt: ${name.slice(0, 80)}`);
  const parsed = prompt.arguments.safeParse(args);
  if (!parsed.success) {
    throw invalid(explainIssues(parsed.error.issues, args, new Set(Object.keys(prompt.arguments.shape))));
  }
  const binding = [principalKey(caller.principal), caller.connection.id, name, fingerprint(args)].join("\0");
  const round = { method: "prompts/get", binding } as const;
  const state = openRound(runtime.sealer, sealedState, round);
  if (!(await isLaterRound(runtime, sealedState))) await countedRead(scope, notes);

  const options = { signal, timeoutMs: runtime.limits.callTimeoutMs, name, notes, names: parsed.data };
  try {
    const result = await reading(scope, options, (context) =>
      prompt.run(
        parsed.data as never,
        { ...context, answers, state, embed: (uri: string) => embed(scope, uri, signal) } as never,
      ),
    );
    if (!isAsk(result))
      return { kind: "messages", description: prompt.description, messages: result.map(cleanMessage) };
    return { kind: "ask", ask: result, sealedState: sealRound(runtime.sealer, result.state ?? null, round) };
  } catch (error) {
    throw error instanceof ToolError ? protocolError(error) : error;
  }
}

async function embed(scope: RequestScope, uri: string, signal: AbortSignal): Promise<ContentBlock> {
  const { bodies } = await readResource(scope, uri, signal, {});
  const { mimeType, text = "", blob } = bodies[0] ?? { mimeType: "text/plain" };
  return { type: "resource", resource: blob === undefined ? { uri, mimeType, text } : { uri, mimeType, blob } };
}

function cleanMessage({ role, content }: PromptMessage): PromptMessage {
  return { role, content: cleanBlock(content) };
}

function invalid(message: string): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.InvalidParams, message);
}
