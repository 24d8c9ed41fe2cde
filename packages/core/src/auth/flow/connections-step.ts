import { goOn, goOnDone, ownForm, sendPage, toldDone } from "../../pages/index.ts";
import type { Connections } from "../connections/index.ts";
import type { Pages } from "../pages/index.ts";
import { createAddressLimit } from "../server/address-limit.ts";
import type { AuthContext } from "../server/auth-route.ts";
import { TENANT } from "../server/tenant.ts";
import type { VendorGrant } from "../vendor/index.ts";
import { showForeignForm } from "./consent-step.ts";
import { departForVendor } from "./depart-for-vendor.ts";
import type { FlowParts } from "./flow-parts.ts";
import type { Arrival } from "./flow-records.ts";
import { showBusy, showProblem } from "./show.ts";
import { verifyToken } from "./verify-token.ts";
import { visitorProof, type Visitor, type VisitorSessions } from "./visitor-session.ts";

type Handle = (ctx: AuthContext) => Promise<void>;
type Holder = NonNullable<Visitor["holder"]>;

/** How often one address may start to look. */
const LOOKS = { burst: 20, perMs: 6_000 };

/** "Your connections": what somebody has connected, with a way to end it. Whoever looks has just shown whose account it is. */
export function connectionsSteps(parts: FlowParts & { baseline: readonly string[]; visitors: VisitorSessions }): {
  page: Handle;
  answer: Handle;
  token: Handle;
  land(ctx: AuthContext, arrival: Arrival): Promise<void>;
} {
  const { connector, connections, offers, visitors, prefix, proof, vendor } = parts;
  const home = `${prefix}/connections`;
  // Anybody's page can send a browser here, and each time leaves a record and a cookie behind.
  const looks = createAddressLimit(LOOKS);

  async function enter(ctx: AuthContext, grant: VendorGrant): Promise<void> {
    const { subject, login } = grant.identity;
    visitors.begin(ctx, { subject, login });
    // It has shown who they are, and nothing else is wanted of it. A pasted token is theirs.
    if (grant.kind === "oauth") await vendor.revoke(grant.secret);
    goOn(ctx, home);
  }

  return {
    async page(ctx) {
      const visitor = visitors.read(ctx);
      if (visitor?.holder !== undefined) {
        const notice = toldDone(ctx.query, doneTexts(connector.title));
        return showConnections(ctx, parts, visitor, visitor.holder, { notice });
      }
      if (!offers.oauth) return showTokenForm(ctx, parts, visitors.begin(ctx, undefined));
      if (!looks.take(ctx.ip)) return showBusy(ctx, parts);
      goOn(
        ctx,
        await departForVendor(ctx, parts, {
          purpose: { kind: "connections" },
          clientId: undefined,
          clientRedirectUri: undefined,
          scopes: parts.baseline,
        }),
      );
    },

    async land(ctx, arrival) {
      if (arrival.kind === "grant") return enter(ctx, arrival.grant);
      showProblem(ctx, parts, 502, {
        title: `${connector.title} did not sign you in`,
        message: `${arrival.message} Open this page again to try once more.`,
        code: arrival.error,
      });
    },

    async token(ctx) {
      const visitor = visitors.read(ctx);
      const form = visitor && offers.token ? await ownForm(ctx, proof, visitorProof(visitor)) : undefined;
      if (visitor === undefined || form === undefined) return showForeignForm(ctx, parts);
      if (form.get("choice") === "back") return goOn(ctx, home);
      const found = await verifyToken(ctx, parts, form.get("token") ?? "");
      return "grant" in found ? enter(ctx, found.grant) : showTokenForm(ctx, parts, visitor, found.problem);
    },
    async answer(ctx) {
      const visitor = visitors.read(ctx);
      const form = visitor && (await ownForm(ctx, proof, visitorProof(visitor)));
      if (visitor?.holder === undefined || form === undefined) return showForeignForm(ctx, parts);
      const principal = { tenant: TENANT, subject: visitor.holder.subject };
      const id = form.get("connection") ?? "";
      if (form.get("choice") === "revoke") {
        const ended = await connections.revoke(principal, id);
        if (ended !== undefined) return goOnDone(ctx, home, ended.endedAtVendor ? "ended-at-vendor" : "ended-here");
        return showConnections(ctx, parts, visitor, visitor.holder, { problem: "There is no such connection." });
      }
      const renamed = await connections.rename(principal, id, form.get("label") ?? "");
      if (renamed !== undefined) return goOnDone(ctx, home, "renamed");
      return showConnections(ctx, parts, visitor, visitor.holder, { problem: "That name cannot be used." });
    },
  };

  async function showConnections(
    ctx: AuthContext,
    { pages, connector: { title, scopes } }: FlowParts,
    visitor: Visitor,
    holder: Holder,
    told: { notice?: string | undefined; problem?: string },
  ): Promise<void> {
    const rows = await connections.list({ tenant: TENANT, subject: holder.subject });
    const html = pages.connections({
      action: home,
      csrf: proof.of(visitorProof(visitor)),
      connector: { title },
      login: holder.login,
      connections: rows.map((row) => toConnectionRow(row, scopes)),
      ...told,
      manageUrl: vendor.manageUrl,
    });
    sendPage(ctx, html, told.problem === undefined ? 200 : 400);
  }

  function showTokenForm(ctx: AuthContext, { pages }: FlowParts, visitor: Visitor, problem?: string): void {
    const html = pages.tokenForm({
      action: `${home}/token`,
      csrf: proof.of(visitorProof(visitor)),
      connector,
      client: { name: "Your connections", redirectHost: new URL(parts.issuer).host },
      forms: vendor.tokens?.forms ?? [],
      scopes: [],
      problem,
    });
    sendPage(ctx, html, 200);
  }
}

function toConnectionRow(
  { grants, scopes, ...row }: Awaited<ReturnType<Connections["list"]>>[number],
  facts: FlowParts["connector"]["scopes"],
): Parameters<Pages["connections"]>[0]["connections"][number] {
  return {
    ...row,
    scopes: scopes?.map((name) => facts[name]?.sentence ?? name),
    clients: grants.map(({ clientName, createdAtMs }) => ({ name: clientName, createdAtMs })),
  };
}

/** What a form has just done, here or on a connection's own page. */
function doneTexts(title: string) {
  const again = "The apps that used it must connect again.";
  return {
    renamed: "The name was changed.",
    ended: "It was signed out. No other program used the account, so it is disconnected, too.",
    "ended-at-vendor": `It was ended here and at ${title}. ${again}`,
    "ended-here": `It was ended here; ${title} keeps the token until you end it there. ${again}`,
  };
}
