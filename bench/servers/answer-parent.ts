import type { ServerMessage } from "../measured-server.ts";

/** Tells the parent where the server listens, and its CPU time whenever it asks. */
export function answerParent(url: string): void {
  const say = (message: ServerMessage) => process.send?.(message);
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    say({ kind: "cpu", us: user + system });
  });
  say({ kind: "listening", url });
}
