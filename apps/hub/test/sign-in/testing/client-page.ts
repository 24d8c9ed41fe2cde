import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A client's own page, where real browsers land with the answer. */
export interface ClientPage extends AsyncDisposable {
  redirectUri: string;
}

export async function startClientPage(): Promise<ClientPage> {
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(
      '<!doctype html><html lang="en"><title>Client</title><link rel="icon" href="data:,"><h1>Back in the client</h1>',
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    redirectUri: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
