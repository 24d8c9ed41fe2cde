import { html } from "hono/html";
import { TENANT, type AuthContext, type AuthRoute } from "../../auth/index.ts";
import { toolNames } from "../../mcp/index.ts";
import { done, goOn, goOnDone, problem, sendPage, toldDone } from "../../pages/index.ts";
import { readAuditQuery } from "../audit/audit-query.ts";
import { filterForm } from "../audit/filter-form.ts";
import { readRecords, recordsView } from "../audit/records-view.ts";
import { connectionsView } from "./connections-view.ts";
import { JOB_FAMILIES, jobsView } from "./jobs-view.ts";
import { limitRows } from "./limit-rows.ts";
import { limitsView } from "./limits-view.ts";
import { intendAsOperator, noteOperator } from "./note-operator.ts";
import type { Operator } from "./operator-desk.ts";
import { sendOperatorPage, type OperatorPages } from "./operator-parts.ts";
import { operatorSignInPage } from "./sign-in-page.ts";
import { VENDOR_FAMILIES, vendorsView } from "./vendors-view.ts";

const PAGE_ROWS = 50;
const PATH = "/operator";
/** What a form of the page has just done. */
const DONE = { ended: "It was ended. Its programs are signed out." } as const;
const ID = /^[\w-]{1,100}$/;

type Page = (ctx: AuthContext, operator: Operator) => Promise<void>;

/** What operators see: read-only, but for the end of a connection. */
export function operatorRoutes(pages: OperatorPages): AuthRoute[] {
  const { desk, parts } = pages;
  const numbers =
    (title: string, families: readonly string[], view: typeof jobsView, hint: string): Page =>
    async (ctx, operator) => {
      const { values, processes } = await parts.numbers.read(families);
      sendOperatorPage(ctx, pages, { title, operator, body: view(values, `${hint} ${whose(processes)}`) });
    };
  const shown: Readonly<Record<string, Page>> = {
    "": (ctx, operator) => showConnections(pages, ctx, operator, { notice: toldDone(ctx.query, DONE) }),
    "/audit": (ctx, operator) => showAudit(pages, ctx, operator),
    "/limits": async (ctx, operator) => {
      const body = limitsView(limitRows(parts.settings));
      sendOperatorPage(ctx, pages, { title: "Limits", operator, body });
    },
    "/vendors": numbers(
      "Vendor budgets",
      VENDOR_FAMILIES,
      vendorsView,
      "What vendors still let us ask, for the connection that has the fewest left.",
    ),
    "/jobs": numbers("Jobs", JOB_FAMILIES, jobsView, "Queues, and what was done of them since processes started."),
  };
  const get = Object.entries(shown).map(([path, page]): AuthRoute => ({
    methods: ["GET"],
    path: `${PATH}${path}`,
    async handle(ctx) {
      const operator = desk.operator(ctx);
      return operator === undefined ? showSignIn(pages, ctx) : page(ctx, operator);
    },
  }));
  return [
    ...get,
    { methods: ["POST"], path: PATH, forms: true, handle: (ctx) => answer(pages, ctx) },
    {
      methods: ["POST"],
      path: `${PATH}/leave`,
      forms: true,
      async handle(ctx) {
        if ((await desk.form(ctx)) !== undefined) desk.end(ctx);
        goOn(ctx, desk.home);
      },
    },
  ];
}

/** Of which processes numbers are. */
function whose(processes: number | undefined): string {
  if (processes === undefined) return "The other processes cannot be asked now: this is what this one knows.";
  if (processes === 1) return "There is one process.";
  return `Of all ${processes} processes together; what the others tell is up to ten seconds old.`;
}

function showSignIn(pages: OperatorPages, ctx: AuthContext, told?: { problem: string; status: number }): void {
  const { desk, parts, links } = pages;
  const byAccount = parts.connectors.flatMap(({ connector, desk: owners }) =>
    owners === undefined || !desk.hasSubjects ? [] : [{ href: `${owners.home}/operator`, title: connector.title }],
  );
  const data = {
    action: desk.home,
    ...desk.stranger(ctx),
    byPassword: desk.byPassword,
    byAccount,
    problem: told?.problem,
  };
  sendPage(ctx, operatorSignInPage(data, links), told?.status ?? 401);
}

async function answer(pages: OperatorPages, ctx: AuthContext): Promise<void> {
  const { desk } = pages;
  const operator = desk.operator(ctx);
  const form = await desk.form(ctx);
  const foreign = "That page was too old, or not ours. Nothing was done.";
  if (operator === undefined) {
    return form === undefined ? showSignIn(pages, ctx, { problem: foreign, status: 403 }) : letIn(pages, ctx, form);
  }
  // Somebody who has signed in in another tab.
  if (form?.get("choice") === "sign-in") return goOn(ctx, desk.home);
  if (form !== undefined) return end(pages, ctx, operator, form);
  // Whoever sends this must not end the session of an operator who is at work.
  await showConnections(pages, ctx, operator, { problem: foreign });
  ctx.status = 403;
}

async function letIn(pages: OperatorPages, ctx: AuthContext, form: URLSearchParams): Promise<void> {
  const { desk, parts } = pages;
  const found = await desk.trySignIn(ctx, form.get("password") ?? "");
  // Nothing was tried, and strangers must not fill the log.
  if (found === "busy") return showSignIn(pages, ctx, { problem: "Too many tries. Wait a minute.", status: 429 });
  const status = found ? "ok" : "denied";
  await noteOperator(parts, ctx, { phase: "auth", action: "operator.sign_in", who: "password", status });
  if (found) return goOn(ctx, desk.home);
  return showSignIn(pages, ctx, { problem: "That is not the password.", status: 403 });
}

async function end(pages: OperatorPages, ctx: AuthContext, operator: Operator, form: URLSearchParams): Promise<void> {
  const { parts } = pages;
  const { desk } = parts.connectors.find(({ connector }) => connector.name === form.get("connector")) ?? {};
  const id = form.get("connection") ?? "";
  const will = { action: "operator.connection_ended", connection: id, who: operator.subject };
  let settle: Awaited<ReturnType<typeof intendAsOperator>> | undefined;
  const intend = async ({ connector }: { connector: string }) => {
    settle = await intendAsOperator(parts, ctx, { ...will, connector });
  };
  const ending = ID.test(id) ? desk?.connections.end(id, intend) : undefined;
  const ended = await ending?.catch(async (error: unknown) => {
    // How far it came is what nobody knows now.
    await settle?.("unknown");
    throw error;
  });
  await settle?.(ended === undefined ? "cancelled" : "ok");
  if (ended === undefined) {
    await showConnections(pages, ctx, operator, { problem: "There is no such connection." });
    ctx.status = 400;
    return;
  }
  goOnDone(ctx, pages.desk.home, "ended");
}

async function showConnections(
  pages: OperatorPages,
  ctx: AuthContext,
  operator: Operator,
  told: { notice?: string | undefined; problem?: string },
): Promise<void> {
  const { desk, parts } = pages;
  const { after, connector: asked } = ctx.query;
  const signedInto = parts.connectors.filter((each) => each.desk !== undefined);
  const sections = signedInto.map(async ({ connector, desk: owners }) => {
    const from = asked === connector.name && typeof after === "string" && ID.test(after) ? after : undefined;
    const rows = (await owners?.connections.page(from, PAGE_ROWS + 1)) ?? [];
    const last = rows.length > PAGE_ROWS ? rows[PAGE_ROWS - 1] : undefined;
    const table = connectionsView(rows.slice(0, PAGE_ROWS), {
      action: desk.home,
      operator,
      auditHref: `${desk.home}/audit`,
    });
    const more =
      last && `${desk.home}?${new URLSearchParams({ connector: connector.name, after: last.id }).toString()}`;
    return html`<h2>${connector.title}</h2>
      ${rows.length === 0 && from !== undefined ? html`<p>There are no more.</p>` : table}
      ${
        (from ?? last) !== undefined &&
        html`<nav class="buttons" aria-label="More of ${connector.title}">
          ${from !== undefined && html`<a class="button secondary" href="${desk.home}">First of ${connector.title}</a>`}
          ${more && html`<a class="button secondary" href="${more}" rel="next">More of ${connector.title}</a>`}
        </nav>`
      }`;
  });
  const body = html`${done(told.notice)} ${problem(told.problem)} ${await Promise.all(sections)}
  ${signedInto.length === 0 && html`<p>Nobody signs in here: there are no connections.</p>`}`;
  sendOperatorPage(ctx, pages, { title: "Connections", operator, body });
}

async function showAudit(pages: OperatorPages, ctx: AuthContext, operator: Operator): Promise<void> {
  const { desk, parts } = pages;
  const query = readAuditQuery(ctx.query);
  const page = await readRecords(parts.audit.sink, query, { tenant: TENANT });
  const action = `${desk.home}/audit`;
  const connectors = parts.connectors.map(({ connector }) => connector);
  const tools = [...new Set(connectors.flatMap(toolNames))].toSorted();
  const names = connectors.map(({ name }) => name);
  const body = html`${filterForm(query, { action, tools, connectors: names })}
  ${recordsView(page, { action, query, all: true })}`;
  sendOperatorPage(ctx, pages, { title: "Audit log", operator, body });
}
