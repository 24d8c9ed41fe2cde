import type { Identity } from "@fairlead/core";
import { editionOf } from "../../edition.ts";
import type { SlackSettings } from "../../settings.ts";
import type { SlackClient } from "../slack-client.ts";

/** Who the credential belongs to: `auth.test` needs no scope, and its headers name those granted. */
export async function identify(
  { web }: SlackClient,
  { credential, settings: { baseUrl } }: { credential: { kind: string }; settings: SlackSettings },
): Promise<Identity> {
  const answer = await web.auth.test();
  const { host } = new URL(editionOf(baseUrl).webUrl);
  const home = answer.is_enterprise_install === true ? (answer.enterprise_id ?? answer.team_id) : answer.team_id;
  return {
    subject: `slack:${host}:${home}:${answer.user_id}`,
    login: answer.user ?? "",
    name: answer.team,
    host,
    kind: credential.kind,
    scopes: answer.response_metadata?.scopes,
  };
}
