import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A vendor's API on a loopback port, for tests. */
export interface LoopbackVendor extends AsyncDisposable {
  readonly url: string;
  /** `127.0.0.1:port`, as a target lists it. */
  readonly host: string;
  /** Every request, in order of arrival, noted once its body is read. */
  readonly received: readonly ReceivedRequest[];
  /** Connections ever accepted. */
  readonly connections: () => number;
}

/** Starts a vendor that answers with `answer`; closes with all its sockets when disposed. */
export async function startVendor(
  answer: (request: ReceivedRequest, response: ServerResponse, socket: Socket) => void,
): Promise<LoopbackVendor> {
  const received: ReceivedRequest[] = [];
  let connections = 0;
  const receive = async (incoming: IncomingMessage, response: ServerResponse) => {
    const { method = "", url = "", headers } = incoming;
    const request = { method, path: url, headers, body: await readBody(incoming) };
    received.push(request);
    answer(request, response, incoming.socket);
  };
  const server = createServer((incoming, response) => {
    void receive(incoming, response);
  });
  server.on("connection", () => {
    connections += 1;
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    received,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  let body = "";
  try {
    for await (const chunk of incoming) body += String(chunk);
  } catch {
    // The client went away; what came is what was received.
  }
  return body;
}

/** Answers with JSON. */
export function sendJson(
  response: ServerResponse,
  value: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(value));
}
