import { html } from "hono/html";
import type { AuthContext, AuthRoute, Owner } from "../../auth/index.ts";
import { goOn, layout, postForm, sendPage } from "../../pages/index.ts";
import type { ConsoleConnector } from "../console-parts.ts";
import { noteOperator } from "./note-operator.ts";
import type { OperatorPages } from "./operator-parts.ts";

/**
 * Where an operator who is on the list shows who they are: below their own connections, for only there is it known. For
 * everybody else there is nothing.
 */
export function operatorDoor(
  { desk, links, parts }: OperatorPages,
  { desk: owners, path }: ConsoleConnector,
): AuthRoute[] {
  if (owners === undefined || !desk.hasSubjects) return [];
  const door = `${path}/connections/operator`;
  const nothing = (ctx: AuthContext) => {
    ctx.status = 404;
    ctx.body = { error: "not_found", message: "You are not on the operator's list." };
  };
  const ask = (ctx: AuthContext, { login, csrf }: Owner) => {
    const body = html`<h1>Operator</h1>
      <p>
        You are signed in as <strong><bdi>${login}</bdi></strong
        >.
      </p>
      ${postForm(
        { action: `${owners.home}/operator`, csrf },
        html`<div class="buttons">
          <button type="submit" name="choice" value="operator" class="primary">Open the operator’s pages</button>
        </div>`,
      )}`;
    sendPage(ctx, layout({ title: "Operator", styleHref: links.style, body }), 200);
  };
  return [
    {
      methods: ["GET"],
      path: door,
      handle(ctx) {
        const owner = owners.owner(ctx);
        if (owner === undefined) return goOn(ctx, owners.home);
        return desk.isOperator(owner.subject) ? ask(ctx, owner) : nothing(ctx);
      },
    },
    {
      methods: ["POST"],
      path: door,
      forms: true,
      async handle(ctx) {
        const owner = owners.owner(ctx);
        const form = await owners.form(ctx);
        if (owner === undefined || form === undefined || !desk.isOperator(owner.subject)) return nothing(ctx);
        desk.begin(ctx, owner);
        await noteOperator(parts, ctx, { phase: "auth", action: "operator.sign_in", who: owner.subject, status: "ok" });
        goOn(ctx, desk.home);
      },
    },
  ];
}
