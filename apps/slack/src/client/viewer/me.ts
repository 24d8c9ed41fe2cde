import { editionOf } from "../../edition.ts";
import { neededScopes } from "../../scopes.ts";
import { hasAppToken } from "./as-app.ts";
import { unless } from "../errors/errors.ts";
import { historyClass } from "../messages/history.ts";
import { userOf } from "../people/people.ts";
import type { SlackReadContext } from "../slack-client.ts";
import { mayUse, viewerOf } from "./viewer.ts";

/** Who is signed in, and what that is good for. */
export async function readMe(context: SlackReadContext, include: readonly ("workspaces" | "scopes" | "limits")[]) {
  const { web } = context.client;
  const viewer = await viewerOf(context);
  const kind = context.connection.identity?.kind ?? "unknown";
  const refused = /^(missing_scope|no_permission|not_allowed_token_type|feature_not_enabled|unknown_method)$/;
  const [user, team, search, workspaces, hasApp] = await Promise.all([
    unless(refused, () => userOf(context, viewer.userId)),
    unless(refused, () => web.team.info()),
    (await mayUse(context, "search:read.public"))
      ? unless(refused, () => web.apiCall("assistant.search.info"))
      : undefined,
    include.includes("workspaces") ? unless(refused, () => web.auth.teams.list()) : undefined,
    kind === "user" && hasAppToken(context),
  ]);
  const granted = context.connection.identity?.scopes ?? viewer.scopes;
  const history = historyClass(context);
  return {
    user: {
      id: viewer.userId,
      name: user?.real_name ?? context.connection.identity?.login ?? viewer.userId,
      email: user?.profile?.email,
      tz: user?.tz ?? "UTC",
      is_admin: user?.is_admin,
      is_guest: user === undefined ? undefined : user.is_restricted === true || user.is_ultra_restricted === true,
    },
    workspace: {
      id: viewer.teamId,
      name: team?.team?.name ?? viewer.teamName,
      url: viewer.url,
      enterprise_id: viewer.enterpriseId,
      edition: editionOf(context.client.settings.baseUrl).name,
      plan: (team?.team as { plan?: string } | undefined)?.plan,
    },
    tokens: [
      { kind, rotating: context.client.settings.rotating, expires_at: context.connection.identity?.expiresAt },
      ...(hasApp ? [{ kind: "bot", rotating: context.client.settings.rotating }] : []),
    ],
    toolsets: toolsetsFor(granted),
    history_class: history,
    semantic_search: (search as { is_ai_search_enabled?: boolean } | undefined)?.is_ai_search_enabled,
    ...(include.includes("scopes") && { scopes: [...(granted ?? [])] }),
    workspaces: workspaces?.teams?.map(({ id = "", name = "" }) => ({ id, name })),
    ...(include.includes("limits") && { limits: { history: LIMITS[history] } }),
  };
}

const LIMITS = {
  full: "about 50 requests a minute, of up to 1,000 messages",
  restricted: "one request a minute, of 15 messages: search is used in its place",
  unknown: "not known yet: the first look at a long history tells",
};

/** Toolsets with the scopes that some tool of theirs lacks. */
function toolsetsFor(granted: readonly string[] | undefined) {
  return Object.entries(neededScopes).map(([name, scopes]) => {
    const missing = granted === undefined ? [] : scopes.filter((scope) => !granted.includes(scope));
    return { name, usable: missing.length < scopes.length || scopes.length === 0, missing_scopes: missing };
  });
}
