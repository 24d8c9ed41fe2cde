import { html } from "hono/html";
import type { AuditSink } from "../../audit/index.ts";
import { layout, sendPage, shownText } from "../../pages/index.ts";
import { toolNames } from "../../mcp/index.ts";
import type { ConnectionPages, OwnPage } from "../connection/connection-routes.ts";
import { readAuditQuery } from "./audit-query.ts";
import { filterForm } from "./filter-form.ts";
import { readRecords, recordsView } from "./records-view.ts";

/** What was done with one's own connection, at `/connections/{id}/audit`. */
export function ownAudit(
  { desk, links, console: { connector } }: ConnectionPages,
  sink: Pick<AuditSink, "query">,
): OwnPage {
  return async ({ ctx, owner, connection }) => {
    const query = readAuditQuery(ctx.query);
    const { tenant } = owner;
    const page = await readRecords(sink, query, { tenant, connector: connector.name, connection: connection.id });
    const href = `${desk.home}/${connection.id}`;
    const action = `${href}/audit`;
    const clients = new Map(connection.grants.map(({ clientId, clientName }) => [clientId, clientName ?? clientId]));
    const name = shownText(connection.label, 80);
    const body = html`<h1>What was done with <bdi>${name}</bdi></h1>
      <p class="hint">
        Calls, refusals, sign-ins and changes of permissions, the newest first. Give the request id to the operator when
        something went wrong: their log has it, too.
      </p>
      ${filterForm(query, { action, tools: toolNames(connector) })} ${recordsView(page, { action, query, clients })}`;
    const trail = [
      { href: desk.home, label: `Your ${connector.title} connections` },
      { href, label: name },
    ];
    const title = `What was done with ${name} – ${connector.title}`;
    sendPage(ctx, layout({ title, styleHref: links.style, body, width: "full", trail }), 200);
  };
}
