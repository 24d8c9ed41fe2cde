import type { Log } from "../observe/index.ts";
import { StoreError } from "../store/index.ts";
import type { HttpMiddleware } from "./app-context.ts";
import { BodyError } from "./body-error.ts";
import { RPC_CODE, writeRpcError } from "./rpc-error.ts";

/** Whatever is thrown behind it becomes a JSON-RPC error; the stack goes to the log only. */
export function errorBoundary(log: Log): HttpMiddleware {
  return (ctx, next) =>
    next().catch((error: unknown) => {
      const { res, state } = ctx;
      ctx.respond = false;
      // The client is gone: nobody reads an answer, and nothing has gone wrong here.
      if (res.destroyed) return;
      if (error instanceof BodyError && !res.headersSent) {
        return writeRpcError(res, error.status, { code: error.rpcCode, message: error.message });
      }
      log.error({ err: error, request_id: state.requestId, method: ctx.method, path: state.path }, "unexpected error");
      // Half an answer cannot be taken back; cutting it off tells the client that it is not whole.
      if (res.headersSent) return void res.destroy();
      for (const name of ["content-encoding", "content-length", "transfer-encoding", "etag"]) res.removeHeader(name);
      if (error instanceof StoreError) {
        res.setHeader("retry-after", String(error.retryAfterS));
        const message = "We cannot read or keep our records right now. Try again in a moment.";
        return writeRpcError(res, 503, { code: RPC_CODE.internal, message, data: { request_id: state.requestId } });
      }
      writeRpcError(res, 500, {
        code: RPC_CODE.internal,
        message: `Internal error. The operator finds it in the log under ${state.requestId}.`,
        data: { request_id: state.requestId },
      });
    });
}
