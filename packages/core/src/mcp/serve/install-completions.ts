import { ProtocolError, ProtocolErrorCode, type Server } from "@modelcontextprotocol/server";
import { complete } from "../read/complete.ts";
import { observed } from "./observed.ts";
import type { RequestScope } from "./request-scope.ts";
import { senderOf } from "./sender.ts";

/** `completion/complete`, for the arguments of prompts and the variables of resource templates. */
export function installCompletions(server: Server, scope: RequestScope): void {
  server.setRequestHandler("completion/complete", ({ params }, ctx) =>
    observed(
      scope,
      { ...senderOf(server, ctx), method: "completion/complete", target: params.argument.name },
      async (notes) => {
        const { argument, context: { arguments: known = {} } = {} } = params;
        // What other resources and prompts take may be of a toolset that this caller does not have.
        if (!argumentsOf(scope, params.ref).includes(argument.name))
          return { completion: { values: [], total: 0, hasMore: false } };
        return { completion: await complete(scope, { argument, known, signal: ctx.mcpReq.signal }, notes) };
      },
    ),
  );
}

/** @throws ProtocolError -32602 for a prompt or resource that the caller does not have. */
function argumentsOf(
  { catalog }: RequestScope,
  ref: { type: "ref/prompt"; name: string } | { type: "ref/resource"; uri: string },
): readonly string[] {
  const { prompts, templates, resources } = catalog.surroundings;
  const fields =
    ref.type === "ref/prompt"
      ? prompts.find(({ prompt }) => prompt.name === ref.name)?.prompt.arguments.shape
      : templates.find(({ published }) => published.uriTemplate === ref.uri)?.resource.params?.shape;
  if (fields !== undefined) return Object.keys(fields);
  if (ref.type === "ref/resource" && resources.some(({ published }) => published.uri === ref.uri)) return [];
  throw new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    "The completion's ref names no prompt or resource template.",
  );
}
