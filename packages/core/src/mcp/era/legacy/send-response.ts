import { once } from "node:events";
import type { ServerResponse } from "node:http";

/** Writes a web response to Node's, honouring the reader's pace; gives the body up when the client leaves. */
export async function sendResponse(res: ServerResponse, response: Response, signal: AbortSignal): Promise<void> {
  res.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null) return void res.end();
  res.flushHeaders();
  const reader = response.body.getReader();
  const leave = () => void reader.cancel().catch(() => {});
  signal.addEventListener("abort", leave, { once: true });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || signal.aborted) break;
      if (!res.write(value)) await Promise.race([once(res, "drain"), once(res, "close")]);
    }
  } finally {
    signal.removeEventListener("abort", leave);
    res.end();
  }
}
