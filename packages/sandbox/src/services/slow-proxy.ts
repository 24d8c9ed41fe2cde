import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A way to a server that can be made long, and cut. */
export interface SlowProxy {
  port: number;
  /** From now on, everything takes so much longer in each direction. @param ms milliseconds */
  delay(ms: number): void;
  /** Ends every connection, and each that is made until `mend`. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** Passes TCP connections on to a loopback port. */
export async function slowProxy(target: number): Promise<SlowProxy> {
  const sockets = new Set<Socket>();
  let delayMs = 0;
  let isCut = false;
  const endAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  const pass = (from: Socket, to: Socket) => {
    from.on("data", (chunk) => {
      // Timers of one delay fire in the order in which they were made: bytes stay in theirs.
      setTimeout(() => void (to.destroyed || to.write(chunk)), delayMs);
    });
    from.on("close", () => setTimeout(() => to.destroy(), delayMs));
    from.on("error", () => to.destroy());
    sockets.add(from);
    from.once("close", () => sockets.delete(from));
  };
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(target, "127.0.0.1");
    pass(near, far);
    pass(far, near);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    delay: (ms) => void (delayMs = ms),
    cut() {
      isCut = true;
      endAll();
    },
    mend: () => void (isCut = false),
    async close() {
      endAll();
      server.close();
      await once(server, "close");
    },
  };
}
