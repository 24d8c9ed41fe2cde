import type { Server, ServerContext } from "@modelcontextprotocol/server";
import { listPage } from "./list-page.ts";
import { observed } from "./observed.ts";
import type { RequestScope } from "./request-scope.ts";
import { senderOf } from "./sender.ts";

/** `tools/list` and, where the connector has them, the three other lists. */
export function installLists(server: Server, scope: RequestScope): void {
  const { lists } = scope.catalog;
  const { sealer, connector } = scope.runtime;
  const page = <Row>(
    rows: readonly Row[],
    list: string,
    params: { cursor?: string | undefined } | undefined,
    ctx: ServerContext,
  ) =>
    observed(scope, { ...senderOf(server, ctx), method: list, target: undefined }, async () =>
      listPage(rows, params?.cursor, { sealer, list }),
    );

  server.setRequestHandler("tools/list", async ({ params }, ctx) => {
    const { rows, ...more } = await page(lists.tools, "tools/list", params, ctx);
    return { tools: rows as never, ...more };
  });
  if (connector.prompts !== undefined) {
    server.setRequestHandler("prompts/list", async ({ params }, ctx) => {
      const { rows, ...more } = await page(lists.prompts, "prompts/list", params, ctx);
      return { prompts: rows, ...more };
    });
  }
  if (connector.resources === undefined || connector.resources.length === 0) return;
  server.setRequestHandler("resources/list", async ({ params }, ctx) => {
    const { rows, ...more } = await page(lists.resources, "resources/list", params, ctx);
    return { resources: rows, ...more };
  });
  server.setRequestHandler("resources/templates/list", async ({ params }, ctx) => {
    const { rows, ...more } = await page(lists.templates, "resources/templates/list", params, ctx);
    return { resourceTemplates: rows, ...more };
  });
}
