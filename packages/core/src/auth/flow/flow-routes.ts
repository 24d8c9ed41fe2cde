import { toldToPeople } from "../../pages/index.ts";
import type { AuthContext, AuthRoute } from "../server/auth-route.ts";
import { connectionsSteps } from "./connections-step.ts";
import { consentAnswer, consentPage } from "./consent-step.ts";
import { finishStep } from "./finish-step.ts";
import type { FlowParts } from "./flow-parts.ts";
import { showExpired } from "./show.ts";
import { tokenAnswer, tokenPage } from "./token-step.ts";
import { vendorCallback } from "./vendor-callback.ts";
import type { VisitorSessions } from "./visitor-session.ts";

type Step = (ctx: AuthContext, uid: string) => Promise<void>;

const UID = /^[\w-]{10,100}$/;

/** The pages of a sign-in, step by step (authorization flow: consent, vendor or token, back, done). */
export function flowRoutes(parts: FlowParts & { baseline: readonly string[]; visitors: VisitorSessions }): AuthRoute[] {
  const { mount } = parts;
  const under = `${mount}/interaction/`;
  const connections = connectionsSteps(parts);
  const pages: Readonly<Record<string, Step>> = {
    "": consentPage(parts),
    token: tokenPage(parts),
    finish: finishStep(parts),
  };
  const answers: Readonly<Record<string, Step>> = { "": consentAnswer(parts), token: tokenAnswer(parts) };
  const step = (steps: Readonly<Record<string, Step>>) => async (ctx: AuthContext) => {
    const [uid = "", name = "", ...rest] = ctx.path.slice(under.length).split("/");
    const found = UID.test(uid) && rest.length === 0 && Object.hasOwn(steps, name) ? steps[name] : undefined;
    return found === undefined ? showExpired(ctx, parts) : found(ctx, uid);
  };
  const routes: AuthRoute[] = [
    { methods: ["GET"], path: `${under}*`, handle: step(pages) },
    { methods: ["POST"], path: `${under}*`, forms: true, handle: step(answers) },
    { methods: ["GET"], path: `${mount}/callback`, handle: vendorCallback(parts, connections.land) },
    { methods: ["GET"], path: `${mount}/connections`, handle: connections.page },
    { methods: ["POST"], path: `${mount}/connections`, forms: true, handle: connections.answer },
    { methods: ["POST"], path: `${mount}/connections/token`, forms: true, handle: connections.token },
  ];
  const {
    pages: { error: page },
    connector,
    reportError,
  } = parts;
  const told = { page, connector, advice: "Go back to your MCP client and connect again.", reportError };
  for (const route of routes) route.handle = toldToPeople(route.handle, told);
  return routes;
}
