import { expect, test } from "vitest";
import type { LiveSession } from "./live-session.ts";
import { createLiveSessions, type SessionUse } from "./live-sessions.ts";

/** Sessions that only say what becomes of them. */
function start() {
  const events: string[] = [];
  const sessions = createLiveSessions({ perPerson: 2, ttlMs: 60_000 }, (error) => events.push(String(error)));
  const open = (id: string): SessionUse["open"] => {
    const session: Partial<LiveSession> = {
      working: () => false,
      subscribed: () => false,
      remembers: () => true,
      rest: () => events.push(`${id} rests`),
      wake: () => events.push(`${id} wakes`),
      close: async () => void events.push(`${id} closes`),
    };
    events.push(`${id} opens`);
    return async () => session as LiveSession;
  };
  const use = (id: string) =>
    sessions.use({ id, person: "ada", kind: "work", open: (onIdle) => open(id)(onIdle), serve: async () => "whole" });
  return { sessions, events, use };
}

test("a session is opened once for requests that follow each other; between them nothing of it counts as open", async () => {
  const { sessions, events, use } = start();
  for (let round = 0; round < 3; round += 1) {
    expect(await use("a")).toBe(true);
    expect(sessions.size).toBe(0);
  }
  expect(events).toEqual(["a opens", "a rests", "a wakes", "a rests", "a wakes", "a rests"]);
  await sessions.closeAll();
  expect(events.at(-1)).toBe("a closes");
});

test("one that has ended is closed, also between requests, and many at hand are not kept", async () => {
  const { sessions, events, use } = start();
  await use("a");
  await sessions.end("a");
  expect(events.filter((event) => event === "a closes")).toHaveLength(1);
  for (let index = 0; index < 200; index += 1) await use(`${index}`);
  await expect.poll(() => events.filter((event) => /^\d+ closes$/.test(event)).length).toBe(200 - 128);
  await sessions.closeAll();
  expect(events.filter((event) => event.endsWith("closes"))).toHaveLength(201);
});
