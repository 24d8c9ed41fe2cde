import { pick, seededRandom } from "../../harbor/random.ts";
import { channelNamed } from "../state/by-name.ts";
import type { World } from "../state/world.ts";
import { zoneOffsetS } from "../state/zone-offset.ts";
import { talkIn } from "./talk.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** A moment of yesterday, in Paris, as hours and minutes. */
export function yesterdayAt(nowMs: number, hours: number, minutes = 0): number {
  const offsetMs = zoneOffsetS("Europe/Paris", nowMs) * 1000;
  const midnight = Math.floor((nowMs + offsetMs) / DAY_MS) * DAY_MS - offsetMs;
  return midnight - DAY_MS + hours * 60 * MINUTE_MS + minutes * MINUTE_MS;
}

/** What people talked about lately. */
export function seedTalks(world: World): void {
  const nowMs = world.now();
  platform(world, nowMs);
  announcements(world, nowMs);
  design(world, nowMs);
  direct(world, nowMs);
  oldNights(world);
  random(world, nowMs);
}

function platform(world: World, nowMs: number): void {
  const channel = channelNamed(world, "eng-platform");
  const { say, reply, react } = talkIn(world, channel);
  say("apetrova", yesterdayAt(nowMs, 0) - 3 * DAY_MS, "Old news: the build cache moved to the new cluster.");
  const deploy = say(
    "trenn",
    yesterdayAt(nowMs, 9, 12),
    "Deploy of `payments` is *blocked*: the migration takes a lock for 40 s. Ideas? <@U0HARBOR01>",
  );
  reply(deploy, "mlind", yesterdayAt(nowMs, 9, 20), "Can we split it into two steps?");
  reply(
    deploy,
    "apetrova",
    yesterdayAt(nowMs, 9, 31),
    "Decided: add the column first, backfill at night, then the constraint.",
  );
  const done = reply(deploy, "trenn", yesterdayAt(nowMs, 9, 45), "Works on staging. Shipping at 14:00.");
  react(done, "white_check_mark", "mlind", "apetrova", "jkim");
  say(
    "sam.okoye",
    yesterdayAt(nowMs, 11, 2),
    "Pager rotation for next week: <!subteam^S0ONCALL01|@oncall>, please check <https://wiki.harbor.example/runbook|the runbook>.",
  );
  say("jkim", yesterdayAt(nowMs, 15, 40), "Nightly export is 3x faster:\n```\nbefore 42m\nafter  14m\n```");
  const question = say("dcosta", yesterdayAt(nowMs, 17, 5), "Who owns the push notification certificates?");
  react(question, "eyes", "trenn");
  channel.pinned.push(deploy.ts);
}

function announcements(world: World, nowMs: number): void {
  const { say, react } = talkIn(world, channelNamed(world, "announcements"));
  const news = say("mlind", yesterdayAt(nowMs, 10), "All hands moves to Thursday, 16:00. Bring questions.");
  react(news, "tada", "trenn", "iokafor");
}

function design(world: World, nowMs: number): void {
  const { say, reply } = talkIn(world, channelNamed(world, "design"));
  const review = say("iokafor", yesterdayAt(nowMs, 13, 30), "New checkout drafts are up. Feedback until Friday?");
  reply(review, "mlind", yesterdayAt(nowMs, 13, 50), "The second one. Fewer words on the button.");
}

function direct(world: World, nowMs: number): void {
  const tom = talkIn(world, channelNamed(world, "D0MAJATOM1"));
  tom.say("trenn", yesterdayAt(nowMs, 18, 10), "Do you have ten minutes tomorrow? It is about the salary bands.");
  const leadership = talkIn(world, channelNamed(world, "leadership"));
  leadership.say("hweber", yesterdayAt(nowMs, 8, 30), "The budget for the marlin project is approved.");
  const north = talkIn(world, channelNamed(world, "ext-northwind"));
  north.say("pfischer", yesterdayAt(nowMs, 16), "The signed contract is in the folder.");
  const group = talkIn(world, channelNamed(world, "G0MPDM0001"));
  group.say("apetrova", yesterdayAt(nowMs, 12), "Lunch at the harbour?");
}

/** A thread over midnight, and one over the night in which clocks go forward (29 March 2026 in Paris). */
function oldNights(world: World): void {
  const { say, reply } = talkIn(world, channelNamed(world, "general"));
  const midnight = say("trenn", Date.parse("2026-03-11T22:55:00Z"), "Restarting the mail relay.");
  reply(midnight, "apetrova", Date.parse("2026-03-11T23:20:00Z"), "Back up, all queues drained.");
  const clocks = say("sam.okoye", Date.parse("2026-03-29T00:40:00Z"), "Watching the jobs while clocks change.");
  reply(clocks, "trenn", Date.parse("2026-03-29T01:10:00Z"), "The 02:30 job ran at 03:00, once.");
}

const WORDS = [
  "coffee",
  "a bike",
  "the old tram",
  "sourdough",
  "a very long film",
  "the ferry",
  "rain again",
  "a new keyboard",
] as const;
const PEOPLE = ["mlind", "trenn", "iokafor", "sam.carter", "jkim", "hweber", "pfischer"] as const;

function random(world: World, nowMs: number): void {
  const next = seededRandom(2041);
  const { say } = talkIn(world, channelNamed(world, "random"));
  const spanMs = 30 * DAY_MS;
  for (let index = 0; index < 1_200; index += 1) {
    const atMs = nowMs - spanMs + Math.floor((spanMs * index) / 1_201);
    say(pick(next, PEOPLE), atMs, `Number ${index + 1}: ${pick(next, WORDS)}, ${pick(next, WORDS)}.`);
  }
}
