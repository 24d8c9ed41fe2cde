import type { AuthContext, AuthRoute, Owner, OwnerDesk } from "../../auth/index.ts";
import { errorPage, goOnDone, goOn, sendPage, toldDone } from "../../pages/index.ts";
import { PolicyError, type PolicyBook } from "../../policy/index.ts";
import type { ConsoleConnector } from "../console-parts.ts";
import type { PageLinks } from "../page-links.ts";
import { clientId } from "./client-id.ts";
import { permissionsPage } from "./permissions-page.ts";
import { fieldsOfForm, fieldsOfPolicy, type PolicyFields } from "./policy-fields.ts";
import { policyOfFields } from "./policy-of-fields.ts";
import { allChoices, openChoices, toolGroups } from "./tool-groups.ts";

/** Permissions of a connector with many tools, each ticked, and two long lists. */
const MAX_FORM_BYTES = 128 * 1024;
/** What a form of the page has just done. */
const DONE = {
  saved: "Saved. It holds from the next call on.",
  same: "Nothing was different.",
  renamed: "The name was changed.",
  "signed-out": "It was signed out.",
} as const;
const ID = /^[\w-]{1,100}$/;

type Connection = Awaited<ReturnType<OwnerDesk["connections"]["list"]>>[number];

/** What the pages of one connector's connections work with. */
export interface ConnectionPages {
  console: ConsoleConnector;
  desk: OwnerDesk;
  book: PolicyBook;
  links: PageLinks;
}

/** A request of a connection's owner, for one of their pages. */
export interface OwnRequest {
  ctx: AuthContext;
  owner: Owner;
  connection: Connection;
}

/** A page below a connection: `""` is the connection itself. */
export type OwnPage = (request: OwnRequest) => Promise<void>;

/**
 * The pages of one's own connections, at `/connections/{id}`.
 *
 * @param below other pages of a connection, by the last part of their path.
 */
export function connectionRoutes(parts: ConnectionPages, below: Readonly<Record<string, OwnPage>>): AuthRoute[] {
  const { desk, links, console: shown } = parts;
  const path = `${shown.path}/connections/*`;
  const pages: Readonly<Record<string, OwnPage>> = { "": showPermissions(parts), ...below };

  /** Somebody else's connection looks like one that does not exist. */
  const notFound = (ctx: AuthContext) => {
    const data = {
      connector: shown.connector,
      title: "There is no such connection",
      message: "It has ended, or it is not yours.",
      back: { href: desk.home, label: "Your connections" },
    };
    sendPage(ctx, errorPage(data, links.style), 404);
  };
  const find = async (ctx: AuthContext, owner: Owner) => {
    const [id = "", page = "", ...rest] = ctx.path.slice(path.length - 1).split("/");
    if (!ID.test(id) || rest.length > 0) return undefined;
    const connection = (await desk.connections.list(owner)).find((each) => each.id === id);
    return connection && { connection, page };
  };

  return [
    {
      methods: ["GET"],
      path,
      async handle(ctx) {
        const owner = desk.owner(ctx);
        if (owner === undefined) return goOn(ctx, desk.home);
        const found = await find(ctx, owner);
        const page = found && Object.hasOwn(pages, found.page) ? pages[found.page] : undefined;
        return found === undefined || page === undefined
          ? notFound(ctx)
          : page({ ctx, owner, connection: found.connection });
      },
    },
    {
      methods: ["POST"],
      path,
      forms: true,
      async handle(ctx) {
        const owner = desk.owner(ctx);
        const form = owner && (await desk.form(ctx, MAX_FORM_BYTES));
        if (owner === undefined || form === undefined) return foreignForm(ctx, parts);
        const found = await find(ctx, owner);
        if (found === undefined || found.page !== "") return notFound(ctx);
        return answer(parts, { ctx, owner, connection: found.connection }, form);
      },
    },
  ];
}

function foreignForm(ctx: AuthContext, { links, desk, console: { connector } }: ConnectionPages): void {
  const data = {
    connector,
    title: "This form did not come from here",
    message: "Another page has sent it, or yours is too old. Nothing was done. Open your connections again.",
    back: { href: desk.home, label: "Your connections" },
    requestId: ctx.state.requestId,
  };
  sendPage(ctx, errorPage(data, links.style), 403);
}

async function answer(parts: ConnectionPages, request: OwnRequest, form: URLSearchParams): Promise<void> {
  switch (form.get("choice")) {
    case "save":
      return save(parts, request, fieldsOfForm(form));
    case "rename":
      return rename(parts, request, form.get("label") ?? "");
    case "sign-out":
      return signOut(parts, request, form.get("client") ?? "");
    default:
      return show(parts, request, {});
  }
}

async function save(parts: ConnectionPages, request: OwnRequest, fields: PolicyFields): Promise<void> {
  const { book, console: shown } = parts;
  const { ctx, owner, connection } = request;
  const { policy: operator } = shown.runtime;
  const groups = toolGroups(shown.connector, operator);
  const [all, open] = [allChoices(groups), openChoices(groups)];
  try {
    const before = await book.read(connection.id);
    const policy = policyOfFields(fields, { all, open, operator, before });
    const { tenant, subject } = owner;
    const { changed } = await book.write(connection.id, policy, { tenant, subject, requestId: ctx.state.requestId });
    return done(parts, request, changed.length === 0 ? "same" : "saved");
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return show(parts, request, { problems: error.problems, fields });
  }
}

async function rename(parts: ConnectionPages, request: OwnRequest, label: string): Promise<void> {
  const renamed = await parts.desk.connections.rename(request.owner, request.connection.id, label);
  if (renamed === undefined) return show(parts, request, { problems: ["That name cannot be used."] });
  return done(parts, request, "renamed");
}

async function signOut(parts: ConnectionPages, request: OwnRequest, client: string): Promise<void> {
  const { desk } = parts;
  const { ctx, owner, connection } = request;
  const grant = connection.grants.find(({ grantId }) => clientId(grantId) === client);
  const out = grant && (await desk.connections.signOut(owner, connection.id, grant.grantId));
  if (out === undefined) return show(parts, request, { problems: ["That program is not signed in any more."] });
  return out.connectionEnded ? goOnDone(ctx, desk.home, "ended") : done(parts, request, "signed-out");
}

function done({ desk }: ConnectionPages, { ctx, connection }: OwnRequest, flag: keyof typeof DONE): void {
  goOnDone(ctx, `${desk.home}/${connection.id}`, flag);
}

function showPermissions(parts: ConnectionPages): OwnPage {
  return (request) => show(parts, request, { notice: toldDone(request.ctx.query, DONE) });
}

async function show(
  { console: { connector, runtime }, desk, book, links }: ConnectionPages,
  { ctx, owner, connection }: OwnRequest,
  told: { notice?: string | undefined; problems?: readonly string[]; fields?: PolicyFields },
): Promise<void> {
  const groups = toolGroups(connector, runtime.policy);
  const fields = told.fields ?? fieldsOfPolicy(await book.read(connection.id), runtime.policy, allChoices(groups));
  const data = {
    connector,
    reach: connector.reach,
    href: `${desk.home}/${connection.id}`,
    home: desk.home,
    csrf: owner.csrf,
    connection,
    groups,
    operator: runtime.policy,
    clients: connection.grants
      .toSorted((a, b) => b.createdAtMs - a.createdAtMs)
      .map(({ grantId, clientName, createdAtMs }) => ({ id: clientId(grantId), name: clientName, createdAtMs })),
    ...told,
    fields,
  };
  sendPage(ctx, permissionsPage(data, links), told.problems === undefined ? 200 : 400);
}
