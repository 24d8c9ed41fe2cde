import type { ServerResponse } from "node:http";

/** Aborts when a response is closed before it has ended. A response that ends normally aborts nothing. */
export function clientGone(res: ServerResponse): AbortSignal {
  const controller = new AbortController();
  res.once("close", () => res.writableFinished || controller.abort());
  return controller.signal;
}
