import type { ServerResponse } from "node:http";

/** Resolves when the connection is closed, by whichever side. */
export async function closed(response: ServerResponse): Promise<void> {
  if (response.destroyed) return;
  await new Promise<void>((resolve) => response.once("close", resolve));
}

/** Waits so many milliseconds, or until the connection is closed. */
export async function pause(ms: number, response: ServerResponse): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    response.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
