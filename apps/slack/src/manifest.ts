import { baseline, botScopes, stepUpScopes } from "./scopes.ts";

export interface ManifestOptions {
  /** Where this server is reached, without a trailing slash: `https://mcp.example.com/slack`. */
  publicUrl: string;
  /** Tokens that live 12 hours. A Slack app cannot go back. */
  rotation?: boolean;
  /** Can be installed for a whole Enterprise Grid organization. */
  org?: boolean;
  /** Has a token of the app's own, too: for `as: app`. */
  bot?: boolean;
  /** Tells this server of changes: it has to be reachable from Slack. */
  events?: boolean;
}

/** What `webhooks/` can make something of. */
const EVENTS = [
  ...["channels", "groups", "im", "mpim"].map((family) => `message.${family}`),
  ...["archive", "created", "deleted", "left", "rename", "unarchive"].map((what) => `channel_${what}`),
  ...["archive", "deleted", "left", "rename", "unarchive"].map((what) => `group_${what}`),
  "reaction_added",
  "reaction_removed",
  "pin_added",
  "pin_removed",
  "member_joined_channel",
  "member_left_channel",
  "user_change",
  "team_join",
  "file_change",
  "file_deleted",
  "file_shared",
  "file_unshared",
  "tokens_revoked",
  "app_uninstalled",
];

/**
 * The manifest of a Slack app of one's own: an app that is made for one workspace has no limit on reading histories.
 *
 * @throws TypeError for an address that is no https URL.
 */
export function slackManifest({
  publicUrl,
  rotation = false,
  org = false,
  bot = false,
  events = false,
}: ManifestOptions) {
  const url = URL.parse(publicUrl);
  if (url?.protocol !== "https:" || url.search !== "" || url.hash !== "") {
    throw new TypeError(
      `"${publicUrl}" is no https URL: pass where this server is reached, such as https://mcp.example.com/slack.`,
    );
  }
  const home = url.href.replace(/\/$/, "");
  return {
    display_information: { name: "Fairlead", description: "Slack for MCP clients, acting as the person who signs in" },
    ...(bot && { features: { bot_user: { display_name: "Fairlead", always_online: false } } }),
    oauth_config: {
      redirect_urls: [`${home}/callback`],
      scopes: { user: [...baseline, ...stepUpScopes], ...(bot && { bot: [...botScopes] }) },
    },
    settings: {
      ...(events && { event_subscriptions: { request_url: webhooksAt(url), user_events: EVENTS } }),
      org_deploy_enabled: org,
      socket_mode_enabled: false,
      token_rotation_enabled: rotation,
    },
  };
}

/** A connector among others is delivered to below its own address. */
function webhooksAt({ origin, pathname }: URL): string {
  const mount = pathname.replace(/\/$/, "");
  return mount === "" ? `${origin}/webhooks/slack` : `${origin}${mount}/webhooks`;
}
