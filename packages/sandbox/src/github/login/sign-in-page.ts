import type { OauthApp } from "../state/sign-in.ts";
import type { World } from "../state/world.ts";

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const STYLE = [
  ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui;margin:10vh auto;max-width:28rem;padding:0 1.25rem}",
  "h1{font-size:1.5rem}button{font:inherit;margin:.25rem 0;padding:.6rem 1rem;width:100%}",
].join("");

/** A button per person, and "deny". Each is a form of its own, so that it works without script. */
export function signInPage(world: World, app: OauthApp, query: URLSearchParams): string {
  const action = `?${escape(query.toString())}`;
  const button = (choice: string, label: string): string =>
    `<form method="post" action="${action}"><button name="choice" value="${escape(choice)}">${escape(label)}</button></form>`;
  const people = [...world.accounts.values()].filter(({ type }) => type === "User");
  const scopes = query.get("scope") ?? "";
  return [
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<link rel="icon" href="data:,"><title>Sign in to GitHub (stand-in)</title><style>${STYLE}</style>`,
    "<p>GitHub’s stand-in: no account is real, no password is asked for.</p>",
    `<h1>Authorize ${escape(app.name)}</h1>`,
    scopes === "" ? "" : `<p>It asks for: <code>${escape(scopes)}</code></p>`,
    ...people.map(({ login, name }) => button(login, `Continue as ${name ?? login} (${login})`)),
    button("deny", "Cancel"),
    "</html>",
  ].join("\n");
}
