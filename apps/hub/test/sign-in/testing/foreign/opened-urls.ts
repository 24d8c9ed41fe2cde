import type { Person } from "../person.ts";

const AUTHORIZE = /https?:\/\/\S+\/authorize\?\S+(?=\s)/g;

/** Reads what a program prints, and sends the person to each URL that it asks to be opened. */
export function openedUrls(person: Pick<Person, "open">): { read(text: string): void; settled(): Promise<unknown> } {
  const opened = new Map<string, Promise<void>>();
  let printed = "";
  return {
    read(text) {
      printed += text;
      for (const [url] of printed.matchAll(AUTHORIZE)) {
        if (!opened.has(url)) opened.set(url, person.open(new URL(url)));
      }
    },
    /** @throws what went wrong in the browser. */
    settled: () => Promise.all(opened.values()),
  };
}
