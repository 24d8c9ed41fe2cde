import type { OauthApp } from "../state/sign-in.ts";
import type { World } from "../state/world.ts";

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A button per person, and "deny". Each is a form of its own, so that it works without script. */
export function signInPage(world: World, app: OauthApp, query: URLSearchParams): string {
  const action = `?${escape(query.toString())}`;
  const button = (choice: string, label: string): string =>
    `<form method="post" action="${action}"><button name="choice" value="${escape(choice)}">${escape(label)}</button></form>`;
  const people = [...world.users.values()].filter(({ bot }) => !bot);
  return [
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign in to GitLab (stand-in)</title>',
    "<style>body{font:1rem/1.5 system-ui;margin:4rem auto;max-width:28rem}button{font:inherit;margin:.25rem 0;padding:.5rem 1rem;width:100%}</style>",
    `<h1>Authorize ${escape(app.name)}</h1>`,
    `<p>It asks for: ${escape(query.get("scope") ?? "")}</p>`,
    ...people.map(({ username, name }) => button(username, `Continue as ${name} (${username})`)),
    button("deny", "Cancel"),
    "</html>",
  ].join("\n");
}
