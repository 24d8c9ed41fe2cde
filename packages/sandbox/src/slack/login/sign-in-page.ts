import type { SlackApp } from "../state/sign-in.ts";
import type { World } from "../state/world.ts";

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A button per person, and "deny". Each is a form of its own, so that it works without script. */
export function signInPage(world: World, app: SlackApp, query: URLSearchParams): string {
  const action = `?${escape(query.toString())}`;
  const button = (choice: string, label: string): string =>
    `<form method="post" action="${action}"><button name="choice" value="${escape(choice)}">${escape(label)}</button></form>`;
  const people = [...world.users.values()].filter(({ kind, deleted }) => kind !== "bot" && !deleted);
  const scopes = [query.get("user_scope"), query.get("scope")].filter((text) => text).join(", ");
  return [
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign in to Slack (stand-in)</title>',
    "<style>body{font:1rem/1.5 system-ui;margin:4rem auto;max-width:28rem}button{font:inherit;margin:.25rem 0;padding:.5rem 1rem;width:100%}</style>",
    `<h1>${escape(app.name)} asks to use your account</h1>`,
    `<p>${escape(scopes)}</p>`,
    ...people.map(({ name, realName, teamId }) =>
      button(name, `Allow as ${realName} (${world.teams.get(teamId)?.name})`),
    ),
    button("deny", "Cancel"),
    "</html>",
  ].join("\n");
}
