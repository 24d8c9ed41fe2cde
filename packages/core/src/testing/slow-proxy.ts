import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A TCP connection's worth of distance: what the server says arrives later. */
export interface SlowProxy extends AsyncDisposable {
  port: number;
  /** From now on, each chunk takes so many milliseconds more. */
  delayMs: number;
}

/** Stands before a server on loopback. */
export async function slowProxy(targetPort: number): Promise<SlowProxy> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).once("close", () => sockets.delete(socket));
  };
  const server = createServer((near) => {
    const far = connect(targetPort, "127.0.0.1");
    for (const socket of [near, far]) keep(socket);
    near.pipe(far);
    far.on("data", (chunk) => {
      if (proxy.delayMs === 0) near.write(chunk);
      else setTimeout(() => near.write(chunk), proxy.delayMs);
    });
    far.once("close", () => near.destroy());
    near.once("close", () => far.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const proxy: SlowProxy = {
    port: (server.address() as AddressInfo).port,
    delayMs: 0,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
  return proxy;
}
