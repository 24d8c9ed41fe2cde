import { pick, seededRandom } from "../../harbor/random.ts";
import { channelNamed } from "../state/by-name.ts";
import type { Message } from "../state/message.ts";
import type { World } from "../state/world.ts";
import { talkIn } from "./talk.ts";
import { yesterdayAt } from "./talks.ts";

const PEOPLE = ["mlind", "trenn", "iokafor", "sam.carter", "sam.okoye", "jkim", "apetrova", "dcosta"] as const;
const THEMES = [
  "the release",
  "the roadmap",
  "the office",
  "the retro",
  "hiring",
  "the outage",
  "the offsite",
] as const;

/** A channel in which a whole day never ends: 900 messages of yesterday, 40 threads among them. */
export function seedTownSquare(world: World): void {
  const next = seededRandom(7);
  const startMs = yesterdayAt(world.now(), 8);
  const { say, reply, react } = talkIn(world, channelNamed(world, "town-square"));
  const roots: Message[] = [];
  for (let index = 0; index < 900; index += 1) {
    const atMs = startMs + index * 40_000;
    const root = index % 6 === 5 ? pick(next, roots as [Message, ...Message[]]) : undefined;
    const text = `${index}: about ${pick(next, THEMES)}, with all the details that somebody who was there would want to have written down.`;
    if (root) reply(root, pick(next, PEOPLE), atMs, text);
    else {
      const message = say(pick(next, PEOPLE), atMs, text);
      if (index % 20 === 0) roots.push(message);
      if (index % 45 === 0) react(message, "+1", "mlind", "trenn", "jkim");
    }
  }
}
