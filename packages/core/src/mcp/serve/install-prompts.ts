import { inputRequired, type InputRequests, type Server } from "@modelcontextprotocol/server";
import type { Answer } from "../../connector/index.ts";
import { getPrompt } from "../read/get-prompt.ts";
import { observed } from "./observed.ts";
import type { RequestScope } from "./request-scope.ts";
import { senderOf } from "./sender.ts";

/** `prompts/get`. */
export function installPrompts(server: Server, scope: RequestScope): void {
  server.setRequestHandler("prompts/get", ({ params }, ctx) =>
    observed(scope, { ...senderOf(server, ctx), method: "prompts/get", target: params.name }, async (notes) => {
      const { mcpReq } = ctx;
      const request = {
        name: params.name,
        args: params.arguments ?? {},
        answers: (mcpReq.inputResponses ?? {}) as Record<string, Answer>,
        sealedState: mcpReq.requestState<string>(),
        signal: mcpReq.signal,
      };
      const reply = await getPrompt(scope, request, notes);
      if (reply.kind === "messages") return { description: reply.description, messages: reply.messages };
      notes.outcome = "input_required";
      return inputRequired({ inputRequests: reply.ask.questions as InputRequests, requestState: reply.sealedState });
    }),
  );
}
