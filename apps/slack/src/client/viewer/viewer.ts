import { editionOf } from "../../edition.ts";
import { remember } from "../request/remember.ts";
import type { SlackReadContext } from "../slack-client.ts";

const HOUR_MS = 3_600_000;

/** Whose token a call uses. */
export interface Viewer {
  userId: string;
  teamId: string;
  teamName: string;
  /** With a trailing slash: `https://harbor-labs.slack.com/`. */
  url: string;
  botId: string | undefined;
  enterpriseId: string | undefined;
  /** The token is of a whole organization: most lists want to know which workspace. */
  orgWide: boolean;
  scopes: readonly string[] | undefined;
}

/** Asked once an hour and connection. */
export function viewerOf(context: SlackReadContext): Promise<Viewer> {
  return remember(context, "viewer", HOUR_MS, async () => {
    const answer = await context.client.web.auth.test();
    return {
      userId: answer.user_id ?? "",
      teamId: answer.team_id ?? "",
      teamName: answer.team ?? "",
      url: answer.url ?? `${editionOf(context.client.settings.baseUrl).webUrl}/`,
      botId: answer.bot_id,
      enterpriseId: answer.enterprise_id,
      orgWide: answer.is_enterprise_install === true,
      scopes: answer.response_metadata?.scopes,
    };
  });
}

/** The workspace that a call is for: the one that was named or, for a token of a whole organization, its first. */
export async function teamOf(context: SlackReadContext, named?: string): Promise<{ team_id?: string }> {
  if (named !== undefined) return { team_id: named };
  const { orgWide } = await viewerOf(context);
  if (!orgWide) return {};
  const first = await remember(context, "first-team", HOUR_MS, async () => {
    const { teams = [] } = await context.client.web.auth.teams.list();
    return teams[0]?.id;
  });
  return first === undefined ? {} : { team_id: first };
}

/** Whether the token has one of these scopes; true where Slack does not say. */
export async function mayUse(context: SlackReadContext, ...anyOf: readonly string[]): Promise<boolean> {
  const scopes = context.connection.identity?.scopes ?? (await viewerOf(context)).scopes;
  return scopes === undefined || anyOf.some((scope) => scopes.includes(scope));
}
