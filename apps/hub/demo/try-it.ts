import { createOAuthClient } from "@fairlead/testkit/sign-in";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { resultPage } from "./result-page.ts";

/** A client for somebody who has a browser and nothing else: it sends them to sign in, and says who they are then. */
export interface TryIt {
  url: string;
  close(): Promise<void>;
}

/** @param options.port where it would like to be; any other that is free will do. */
export async function startTryIt(options: { issuer: string; mcpUrl: string; port: number }): Promise<TryIt> {
  const { issuer, mcpUrl, port } = options;
  const server = createServer((request, response) => {
    answer(new URL(request.url ?? "/", url), response).catch((error: unknown) => {
      show(response, 502, "It did not work", error instanceof Error ? error.message : String(error));
    });
  });
  await listen(server, port).catch(() => listen(server, 0));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const redirectUri = `${url}callback`;
  const client = await createOAuthClient(issuer, mcpUrl, { redirectUri, metadata: { client_name: "Fairlead demo" } });
  const begun = new Map<string, ReturnType<typeof client.authorization>>();

  async function answer(asked: URL, response: ServerResponse): Promise<void> {
    if (asked.pathname === "/") {
      const authorization = client.authorization();
      begun.set(authorization.state, authorization);
      response.writeHead(302, { location: authorization.url.href }).end();
      return;
    }
    const state = asked.searchParams.get("state") ?? "";
    const authorization = begun.get(state);
    begun.delete(state);
    if (authorization === undefined) return show(response, 404, "That is over", "Open the first page again.");
    if (!asked.searchParams.has("code")) return show(response, 200, "Nothing was connected", "You have said no.");
    const { access_token: token } = await client.redeem(authorization, asked);
    show(response, 200, "GitHub is connected", `You are ${await whoIs(mcpUrl, token)}. You can close this window.`);
  }

  return {
    url,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
}

async function whoIs(mcpUrl: string, token: string): Promise<string> {
  const client = new Client({ name: "fairlead-demo", version: "0.1.0" }, { versionNegotiation: { mode: "auto" } });
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(mcpUrl), { requestInit }));
  try {
    const { structuredContent } = await client.callTool({ name: "get_me", arguments: {} });
    return String((structuredContent as Record<string, unknown> | undefined)?.["login"]);
  } finally {
    await client.close();
  }
}

function show(response: ServerResponse, status: number, title: string, text: string): void {
  response.writeHead(status, { "content-type": "text/html; charset=utf-8" }).end(resultPage(title, text));
}
