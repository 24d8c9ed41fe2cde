import { type Browser, pageOf, signIn } from "@fairlead/testkit/sign-in";
import { setTimeout } from "node:timers/promises";
import type { RunningHub } from "./start-hub.ts";

const PATIENCE_MS = 3_000;

/** Somebody at a browser, to whom clients send their sign-ins. */
export interface Person {
  /** Every URL that a client has sent this person to. */
  sentTo: URL[];
  /** Answers that came to an address at which no client listened any more. */
  unheard: URL[];
  /** Signs in and lets the browser go where the client waits. */
  open(url: URL): Promise<void>;
  /** The same, without the last step. @returns where the browser would go. */
  answer(url: URL): Promise<URL>;
  /** Who signs in from now on. */
  become(login: string): void;
  /** Ends every connection, on our page. @returns how many. */
  endConnections(): Promise<number>;
}

export function createPerson(hub: RunningHub, login: string): Person {
  let name = login;
  const sentTo: URL[] = [];
  const unheard: URL[] = [];
  const answer = async (url: URL) => {
    sentTo.push(url);
    return signIn(hub.browser(), { url }, name);
  };
  return {
    sentTo,
    unheard,
    answer,
    async open(url) {
      const landing = await answer(url);
      if (!(await arrive(landing))) unheard.push(landing);
    },
    become(other) {
      name = other;
    },
    endConnections: () => endConnections(hub.browser(), hub.url, name),
  };
}

/** Programs print the URL before they listen for what comes back: a person takes longer than that. */
async function arrive(landing: URL): Promise<boolean> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      await (await fetch(landing)).text();
      return true;
    } catch {
      if (performance.now() > giveUpAt) return false;
      await setTimeout(50);
    }
  }
}

async function endConnections(browser: Browser, url: string, login: string): Promise<number> {
  let page = pageOf(await browser.press(await browser.visit(`${url}/connections`), login));
  for (let ended = 0; ; ended += 1) {
    const id = /name="connection" value="([^"]+)"/.exec(page.html)?.[1];
    if (id === undefined) return ended;
    page = pageOf(await browser.press(page, "revoke", { connection: id }));
  }
}
