import { StrictServer, type Handler } from "./strict-server.ts";

/** The SDK's server knows no tasks: it would give them the empty `content` of a result that lacks one. */
export class TaskServer extends StrictServer {
  // oxlint-disable-next-line no-underscore-dangle -- the SDK's own name for its hook
  protected override _wrapHandler(method: string, handler: Handler): Handler {
    // oxlint-disable-next-line no-underscore-dangle
    const wrapped = super._wrapHandler(method, handler);
    if (method !== "tools/call") return wrapped;
    return async (request, ctx) => {
      const result = await wrapped(request, ctx);
      if (result["resultType"] !== "task") return result;
      const { content: _content, ...task } = result;
      return task;
    };
  }
}
