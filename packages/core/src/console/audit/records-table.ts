import { html } from "hono/html";
import type { AuditRecord } from "../../audit/index.ts";
import { moment, shownText, type Html } from "../../pages/index.ts";

/** What a client calls itself, by its id. */
export type ClientNames = ReadonlyMap<string, string>;

/** Records, one a row. @param clients Without it, ids are shown. @param all also whose they are, for operators. */
export function recordsTable(
  records: readonly AuditRecord[],
  { clients = new Map(), all = false }: { clients?: ClientNames; all?: boolean },
): Html {
  return html`<table class="records">
    <thead>
      <tr>
        <th scope="col">Time (UTC)</th>
        ${all && html`<th scope="col">Who</th>`}
        <th scope="col">Client</th>
        <th scope="col">What</th>
        <th scope="col">Outcome</th>
        <th scope="col">Request</th>
      </tr>
    </thead>
    <tbody>
      ${records.map((record) => recordRow(record, clients, all))}
    </tbody>
  </table>`;
}

function recordRow(record: AuditRecord, clients: ClientNames, all: boolean): Html {
  const { tsMs, actor, requestId = "", connector, connection = "" } = record;
  return html`<tr>
    <td>${moment(tsMs)}</td>
    ${
      all &&
      html`<td>
        <bdi>${shownText(actor.subject)}</bdi>
        <p class="hint">${connector} ${connection !== "" && html`<code>${shownText(connection, 60)}</code>`}</p>
      </td>`
    }
    <td><bdi>${clientOf(actor.clientId, clients)}</bdi></td>
    <td>${whatOf(record)}</td>
    <td>${outcomeOf(record)}</td>
    <td><code>${shownText(requestId)}</code></td>
  </tr>`;
}

function clientOf(clientId: string | undefined, clients: ClientNames): string {
  if (clientId === undefined) return "–";
  return shownText(clients.get(clientId) ?? clientId, 40);
}

function whatOf({ tool, action, named, targets = [], mode, phase }: AuditRecord): Html {
  const about = [named, ...targets].flatMap((each) => (each === undefined ? [] : [shownText(each, 80)]));
  const notes = [
    mode === "dry_run" && "tried only",
    mode === "replay" && "answered before",
    phase === "intent" && "begun",
  ];
  const said = notes.filter((note) => note !== false).join(", ");
  return html`<code>${shownText(tool ?? action)}</code> ${said !== "" && html`(${said})`}
    ${about.length > 0 && html`<p class="hint"><bdi>${about.slice(0, 5).join(", ")}</bdi></p>`}`;
}

function outcomeOf({ result }: AuditRecord): Html {
  if (result === undefined) return html`–`;
  const { status, code, stage } = result;
  const more = [code, stage === undefined ? undefined : `at ${stage}`].filter((each) => each !== undefined);
  return html`<span class="outcome ${status === "ok" ? "good" : status === "denied" ? "bad" : ""}"
      >${status.replaceAll("_", " ")}</span
    >
    ${more.length > 0 && html`<p class="hint">${shownText(more.join(" "))}</p>`}`;
}
