import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pageHeaders } from "../../../pages/index.ts";
import { createPages } from "../create-pages.ts";
import { samplePages } from "./sample-pages.ts";

export interface PageSite extends AsyncDisposable {
  readonly url: string;
  readonly names: readonly string[];
  /** The forms that were posted. */
  readonly posted: readonly { path: string; form: Record<string, string> }[];
}

/** Serves the sample pages as the server does: with their headers and their style sheet. */
export async function startPageSite(): Promise<PageSite> {
  const pages = createPages();
  const samples = samplePages(pages);
  const posted: { path: string; form: Record<string, string> }[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    const route = pages.routes.find((each) => each.path === path);
    if (route !== undefined) {
      const ctx = {
        body: undefined as unknown,
        set: (name: string, value: string) => void response.setHeader(name, value),
      };
      route.handle(ctx);
      response.end(ctx.body);
      return;
    }
    for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value);
    if (request.method !== "POST") {
      const page = samples[path.slice(1)];
      response.writeHead(page === undefined ? 404 : 200).end(page ?? "");
      return;
    }
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      posted.push({ path, form: Object.fromEntries(new URLSearchParams(body)) });
      response.end(pages.success({ connector: { title: "GitHub" }, login: "mlind" }));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    names: Object.keys(samples),
    posted,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
