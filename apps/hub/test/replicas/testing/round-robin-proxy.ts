import { once } from "node:events";
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Replica } from "./replica-process.ts";

/** A balancer without affinity: each request goes to the next replica that is ready. */
export interface Proxy {
  port: number;
  /** Takes a replica into the round. */
  add(replica: Replica): void;
  /** Sends it nothing more. What it works on goes on. */
  remove(replica: Replica): void;
  /** Called when a replica has answered whole, before the client hears anything. Answers must end, then. */
  onAnswered(listener: ((replica: Replica, path: string) => void | Promise<void>) | undefined): void;
  /** Who answered what, in order. */
  answered: { replica: string; path: string; status: number }[];
  /** Requests that were cut off or that nobody took. */
  failed: string[];
  close(): Promise<void>;
}

/** How long a request waits for a replica that takes it. */
const WAIT_MS = 180_000;

export async function startProxy(port = 0): Promise<Proxy> {
  const round: Replica[] = [];
  let turn = 0;
  let listener: ((replica: Replica, path: string) => void | Promise<void>) | undefined;
  const answered: Proxy["answered"] = [];
  const failed: string[] = [];

  /** @returns false when the replica does not take the request, which it has seen nothing of then. */
  const forward = (replica: Replica, req: IncomingMessage, body: Buffer, res: ServerResponse): Promise<boolean> =>
    new Promise((resolve) => {
      const path = req.url ?? "/";
      const onward = request({
        host: "127.0.0.1",
        port: replica.port,
        method: req.method,
        path,
        // As a reverse proxy does: the replica sees the host that the client named.
        headers: { ...req.headers, connection: "close", "content-length": String(body.length) },
        agent: false,
      });
      onward.on("response", (answer) => {
        const status = answer.statusCode ?? 502;
        answer.on("close", () => {
          answered.push({ replica: replica.name, path, status });
          if (!answer.complete && !res.destroyed) failed.push(`${replica.name} broke off ${path}`);
          if (!answer.complete) res.destroy();
          resolve(true);
        });
        if (listener === undefined) {
          res.writeHead(status, answer.headers);
          answer.pipe(res);
          return;
        }
        const hold = async () => {
          const chunks = (await answer.toArray()) as Buffer[];
          await listener?.(replica, path);
          res.writeHead(status, answer.headers).end(Buffer.concat(chunks));
        };
        hold().catch(() => res.destroy());
      });
      onward.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code === "ECONNREFUSED" && !res.headersSent) return resolve(false);
        if (!res.headersSent && !res.destroyed) {
          failed.push(`${replica.name} ${error.code ?? error.message} ${path}`);
          res.writeHead(502).end();
        }
        resolve(true);
      });
      res.on("close", () => onward.destroy());
      onward.end(body);
    });

  const serve = async (req: IncomingMessage, res: ServerResponse) => {
    const body = Buffer.concat(await req.toArray());
    const giveUpAt = performance.now() + WAIT_MS;
    for (;;) {
      const replica = round[(turn += 1) % Math.max(1, round.length)];
      if (replica !== undefined && (await forward(replica, req, body, res))) return;
      if (performance.now() > giveUpAt || res.destroyed) break;
      await sleep(20);
    }
    failed.push(`nobody took ${req.url}`);
    res.writeHead(503).end();
  };

  const server = createServer((req, res) => void serve(req, res).catch(() => res.destroy()));
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    add: (replica) => void round.push(replica),
    remove(replica) {
      const at = round.indexOf(replica);
      if (at >= 0) round.splice(at, 1);
    },
    onAnswered: (next) => void (listener = next),
    answered,
    failed,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
