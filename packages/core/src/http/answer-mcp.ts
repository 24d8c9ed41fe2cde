import type { HttpContext } from "./app-context.ts";
import { clientGone } from "./client-gone.ts";
import { readJsonBody } from "./read-json-body.ts";
import type { Target } from "./route-table.ts";
import { RPC_CODE, writeRpcError } from "./rpc-error.ts";

const METHODS = ["GET", "POST", "DELETE"];
const ALLOW = { allow: [...METHODS, "OPTIONS"].join(", ") };

/** Hands one request to the connector's endpoint, which writes the response itself. */
export async function answerMcp(
  ctx: HttpContext,
  { mount, path }: Extract<Target, { kind: "mcp" }>,
  options: { maxBodyBytes: number; draining: boolean },
): Promise<void> {
  const { req, res, state } = ctx;
  const method = req.method ?? "";
  ctx.respond = false;
  if (!METHODS.includes(method)) {
    const message = `${method} means nothing here. MCP is spoken with POST.`;
    return writeRpcError(res, 405, { code: RPC_CODE.refused, message }, ALLOW);
  }
  if (options.draining && state.openEnded) {
    const message = "This process is about to end and opens no streams. Try again.";
    return writeRpcError(res, 503, { code: RPC_CODE.refused, message }, { "retry-after": "1" });
  }
  const gone = clientGone(res);
  const body = method === "POST" ? await readJsonBody(req, options.maxBodyBytes) : undefined;
  // Koa begins with 404; the endpoint writes to a response as node makes it.
  res.statusCode = 200;
  await mount.handle({
    req,
    res,
    method,
    path,
    body,
    requestId: state.requestId,
    trace: state.trace,
    get signal() {
      return gone();
    },
  });
}
