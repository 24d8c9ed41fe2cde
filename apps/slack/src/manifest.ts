import { baseline, botScopes, stepUpScopes } from "./scopes.ts";

export interface ManifestOptions {
  /** Where this server is reached, without a trailing slash: `https://mcp.example.com/slack`. */
  publicUrl: string;
  /** Tokens that live 12 hours. A Slack app cannot go back. */
  rotation?: boolean;
  /** Can be installed for a whole Enterprise Grid organization. */
  org?: boolean;
  /** Asks for an app's own token, too. */
  bot?: boolean;
}

const EVENTS = [
  "message.channels",
  "message.groups",
  "message.im",
  "message.mpim",
  "reaction_added",
  "reaction_removed",
  "channel_created",
  "channel_rename",
  "channel_archive",
  "member_joined_channel",
  "member_left_channel",
  "user_change",
  "team_join",
  "subteam_updated",
  "emoji_changed",
  "file_shared",
  "tokens_revoked",
  "app_uninstalled",
] as const;

/**
 * The manifest of a Slack app of one's own: an app that is made for one workspace has no limit on reading histories.
 *
 * @throws TypeError for an address that is no https URL.
 */
export function slackManifest({ publicUrl, rotation = false, org = false, bot = false }: ManifestOptions) {
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
      event_subscriptions: { request_url: `${home}/webhooks/slack/events`, user_events: [...EVENTS] },
      interactivity: { is_enabled: true, request_url: `${home}/webhooks/slack/interactions` },
      org_deploy_enabled: org,
      socket_mode_enabled: false,
      token_rotation_enabled: rotation,
    },
  };
}
