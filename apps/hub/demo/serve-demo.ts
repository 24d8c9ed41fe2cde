import { serve, type Served } from "@fairlead/core";
import type { GithubStandIn } from "@fairlead/sandbox/github";
import type { GitlabStandIn } from "@fairlead/sandbox/gitlab";
import type { SlackStandIn } from "@fairlead/sandbox/slack";
import { connectors } from "../src/connectors.ts";

export interface StandIns {
  github: GithubStandIn;
  gitlab: GitlabStandIn;
  slack: SlackStandIn;
}

/** Every connector, registered at its stand-in as an app that people sign in with. */
export async function serveDemo({ github, gitlab, slack }: StandIns, port: string): Promise<Served> {
  const { GITHUB_HOST = "", GITHUB_DOWNLOAD_HOSTS = "" } = github.env();
  /** Where Slack is; whoever calls brings a token of their own. */
  const { SLACK_TOKEN: _token, ...slackAddresses } = slack.env();
  return serve(connectors, {
    env: {
      PORT: port,
      LOG_LEVEL: "warn",
      AUTH_FORMS: "oauth,token",
      FAIRLEAD_DATA: ":memory:",
      GITHUB_HOST,
      GITHUB_DOWNLOAD_HOSTS,
      GITHUB_CLIENT_ID: github.apps.oauth.clientId,
      GITHUB_CLIENT_SECRET: github.apps.oauth.clientSecret,
      GITHUB_APP_KIND: "oauth",
      GITLAB_URL: gitlab.url,
      GITLAB_CLIENT_ID: gitlab.app.clientId,
      GITLAB_CLIENT_SECRET: gitlab.app.clientSecret,
      ...slackAddresses,
      SLACK_CLIENT_ID: slack.apps.plain.clientId,
      SLACK_CLIENT_SECRET: slack.apps.plain.clientSecret,
    },
    mountByName: true,
    signals: false,
  });
}
