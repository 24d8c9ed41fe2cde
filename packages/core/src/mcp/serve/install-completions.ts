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
        refuseUnknown(scope, params.ref);
        const { argument, context: { arguments: known = {} } = {} } = params;
        return { completion: await complete(scope, { argument, known, signal: ctx.mcpReq.signal }, notes) };
      },
    ),
  );
}

function refuseUnknown(
  { catalog }: RequestScope,
  ref: { type: "ref/prompt"; name: string } | { type: "ref/resource"; uri: string },
): void {
  const { prompts, templates, resources } = catalog.surroundings;
  const known =
    ref.type === "ref/prompt"
      ? prompts.some(({ prompt }) => prompt.name === ref.name)
      : templates.some(({ published }) => published.uriTemplate === ref.uri) ||
        resources.some(({ published }) => published.uri === ref.uri);
  if (known) return;
  throw new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    "The completion's ref names no prompt or resource template.",
  );
}
