import type { Server, ServerContext } from "@modelcontextprotocol/server";
import type { PublishedLists } from "../catalog/index.ts";
import { listPage } from "./list-page.ts";
import { observed } from "./observed.ts";
import type { RequestScope } from "./request-scope.ts";
import { senderOf } from "./sender.ts";

/** `tools/list` and, where the connector has them, the three other lists. */
export function installLists(server: Server, scope: RequestScope): void {
  const { sealer, connector } = scope.runtime;
  const page = <Name extends Exclude<keyof PublishedLists, "hint">>(
    name: Name,
    list: string,
    cursor: string | undefined,
    ctx: ServerContext,
  ) =>
    observed(scope, { ...senderOf(server, ctx), method: list, target: undefined }, async () => {
      const rows: readonly PublishedLists[Name][number][] = scope.catalog.lists[name];
      return listPage(rows, cursor, { sealer, list });
    });

  server.setRequestHandler("tools/list", async ({ params }, ctx) => {
    const { rows, ...more } = await page("tools", "tools/list", params?.cursor, ctx);
    return { tools: rows as never, ...more };
  });
  if (connector.prompts !== undefined) {
    server.setRequestHandler("prompts/list", async ({ params }, ctx) => {
      const { rows, ...more } = await page("prompts", "prompts/list", params?.cursor, ctx);
      return { prompts: rows, ...more };
    });
  }
  if (connector.resources === undefined || connector.resources.length === 0) return;
  server.setRequestHandler("resources/list", async ({ params }, ctx) => {
    const { rows, ...more } = await page("resources", "resources/list", params?.cursor, ctx);
    return { resources: rows, ...more };
  });
  server.setRequestHandler("resources/templates/list", async ({ params }, ctx) => {
    const { rows, ...more } = await page("templates", "resources/templates/list", params?.cursor, ctx);
    return { resourceTemplates: rows, ...more };
  });
}
