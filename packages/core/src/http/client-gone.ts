import type { ServerResponse } from "node:http";

/**
 * Watches for a response that is closed before it has ended; one that ends normally aborts nothing.
 *
 * @returns Gives the signal. It is made when somebody asks: most requests are answered before anybody does.
 */
export function clientGone(res: ServerResponse): () => AbortSignal {
  let controller: AbortController | undefined;
  let gone = false;
  res.once("close", () => {
    gone = !res.writableFinished;
    if (gone) controller?.abort();
  });
  return () => {
    if (controller === undefined) {
      controller = new AbortController();
      if (gone) controller.abort();
    }
    return controller.signal;
  };
}
