import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface TokenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly form: URLSearchParams;
  readonly body: string;
}

/** A vendor's token endpoint on a loopback port. */
export interface TokenEndpoint extends AsyncDisposable {
  readonly url: string;
  readonly received: readonly TokenRequest[];
}

/** @param answer Writes the response; a plain object is sent as JSON with status 200. */
export async function startTokenEndpoint(
  answer: (request: TokenRequest, response: ServerResponse) => object | void,
): Promise<TokenEndpoint> {
  const received: TokenRequest[] = [];
  const server = createServer((incoming, response) => {
    let body = "";
    incoming.on("data", (chunk: Buffer) => (body += chunk.toString()));
    incoming.on("end", () => {
      const { method = "", url = "", headers } = incoming;
      const request = { method, path: url, headers, form: new URLSearchParams(body), body };
      received.push(request);
      const json = answer(request, response);
      if (json !== undefined) response.setHeader("content-type", "application/json").end(JSON.stringify(json));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
