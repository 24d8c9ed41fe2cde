import { ToolError, type Credential } from "@fairlead/core";
import { tokenKind } from "../../token-kind.ts";
import { ANONYMOUS } from "../request/anonymous.ts";
import { slackClient, type SlackReadContext } from "../slack-client.ts";
import { viewerOf } from "./viewer.ts";

/** Who speaks: the person who is signed in, or the app. */
export type Sender = "me" | "app";

/** Among a request's headers, with the value 1: it is the app's, not the person's. It never leaves this process. */
const AS_APP = "x-fairlead-as-app";

/**
 * The context of whoever speaks. What the app sees and remembers is its own.
 *
 * @throws ToolError `unsupported` where the sign-in brought no token of the app.
 */
export async function senderOf<Context extends SlackReadContext>(context: Context, as: Sender): Promise<Context> {
  if (as === "me") return context;
  const app = { ...context, ...asApp(context) };
  await viewerOf(app);
  return app;
}

/** Whether the sign-in brought a token of the app that Slack takes. */
export async function hasAppToken(context: SlackReadContext): Promise<boolean> {
  return viewerOf({ ...context, ...asApp(context) }).then(
    () => true,
    () => false,
  );
}

/** Its own memory goes by its own connection. */
function asApp({ client, connection }: SlackReadContext): Pick<SlackReadContext, "client" | "connection"> {
  const fetch: typeof globalThis.fetch = (input, init) => {
    const headers = new Headers(init?.headers);
    if (!headers.has(ANONYMOUS)) headers.set(AS_APP, "1");
    return client.fetch(input, { ...init, headers });
  };
  return {
    client: slackClient({ settings: client.settings, fetch }),
    connection: { id: `${connection.id}/app`, identity: undefined },
  };
}

/**
 * The token that a request is sent with.
 *
 * @throws ToolError `unsupported` for a request of the app's without a token of the app's.
 */
export function tokenFor(headers: Headers, { token, companion }: Credential): string {
  const isApps = headers.get(AS_APP) === "1";
  headers.delete(AS_APP);
  if (!isApps || tokenKind(token) === "bot") return token;
  if (companion !== undefined) return companion;
  throw new ToolError(
    "unsupported",
    "This sign-in has no token of the app: leave out as. The operator allows it with SLACK_TOKENS=user+bot.",
  );
}
