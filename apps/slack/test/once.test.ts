import { expect, test } from "vitest";
import type { Called } from "@fairlead/testkit";
import { useSlack, type SlackUnderTest } from "./harness.ts";

const SETTINGS = { LIMIT_CALL_TIMEOUT_MS: "1500", LOG_LEVEL: "error" };
const slack = useSlack(SETTINGS);

/** Rounds wait most of their time: some go on beside each other, each of these with a workspace of its own. */
const LANES = [slack, useSlack(SETTINGS), useSlack(SETTINGS), useSlack(SETTINGS), useSlack(SETTINGS)];

/** What may happen to a post: its answer is bad, lost before or after it was done, never comes, or there is too much of it. */
const TROUBLES = [
  { status: 500 },
  { cut: "after" },
  { retryAfterS: 1 },
  { cut: "before" },
  { error: "internal_error" },
  { truncate: true },
  { status: 503 },
  { cut: "after" },
  { status: 500 },
  { stall: true },
] as const;

/** `FAULTS=long`: a thousand messages. */
const LONG = process.env["FAULTS"] === "long";
const ROUNDS = LONG ? 1_000 : 100;

test(
  `a message is there exactly once, whatever happens on the way, ${ROUNDS} times`,
  { timeout: LONG ? 1_800_000 : 180_000 },
  async () => {
    const rounds = Array.from({ length: ROUNDS }, (_, round) => round);
    const perLane = Math.ceil(ROUNDS / LANES.length);
    const found = await Promise.all(
      LANES.map((lane, index) => sendEach(lane, rounds.slice(index * perLane, (index + 1) * perLane))),
    );
    const reconciled = found.reduce((sum, count) => sum + count, 0);
    const texts = LANES.flatMap(({ standIn }) => standIn.control.messages("eng-platform").map(({ text }) => text));
    for (const round of rounds) {
      expect(
        texts.filter((text) => text.includes(`*${round}* of`)),
        String(round),
      ).toHaveLength(1);
    }
    // Every answer that was lost after the post was found again.
    const lost = rounds.map((round) => TROUBLES[round % TROUBLES.length]).filter(isLostAfter);
    expect(reconciled).toBeGreaterThanOrEqual(lost.length);
  },
);

/** Sends a message in each round, whatever happens to it. @returns how many of them were there without an answer. */
async function sendEach(lane: SlackUnderTest, rounds: readonly number[]): Promise<number> {
  let reconciled = 0;
  for (const round of rounds) {
    const trouble = TROUBLES[round % TROUBLES.length] ?? TROUBLES[0];
    lane.standIn.control.fault({ path: "/chat.postMessage", effect: trouble });
    const args = {
      channel: "C0ENGPLAT1",
      text: `Round **${round}** of ${ROUNDS}`,
      idempotency_key: `round-${round}`,
    };
    const result = await untilSent(lane, args, trouble);
    if (result.structured["reconciled"] === true) reconciled += 1;
    const again = await lane.call("send_message", args);
    expect(again.structured).toEqual(result.structured);
    expect(again.meta).toMatchObject({ "dev.fairlead/replayed": true });
  }
  return reconciled;
}

/** Calls again with the same key, as a client is told to, until it is told that the message is there. */
async function untilSent(lane: SlackUnderTest, args: Record<string, unknown>, trouble: object): Promise<Called> {
  for (;;) {
    const result = await lane.call("send_message", args);
    if (!result.isError) return result;
    expect(result.code, JSON.stringify(trouble)).toMatch(/^(upstream_unavailable|upstream_timeout|rate_limited)$/);
    if ("retryAfterS" in trouble)
      expect(result).toMatchObject({ code: "rate_limited", structured: { retry_after_s: 1 } });
  }
}

function isLostAfter(trouble: (typeof TROUBLES)[number] | undefined): boolean {
  if (trouble === undefined) return false;
  return "stall" in trouble || "truncate" in trouble || ("cut" in trouble && trouble.cut === "after");
}

test("the same words with another key are another message", async () => {
  const say = (key: string) => slack.call("send_message", { channel: "C0ENGPLAT1", text: "ok", idempotency_key: key });
  await say("first");
  slack.standIn.control.fault({ path: "/chat.postMessage", effect: { status: 500 } });
  // The first "ok" is seconds old, and must not be taken for the second.
  expect((await say("second")).isError).toBe(true);
  expect((await say("second")).structured).not.toHaveProperty("reconciled");
  expect(slack.standIn.control.messages("eng-platform").filter(({ text }) => text === "ok")).toHaveLength(2);
});

test("a message with mentions, links and code is found again, too", async () => {
  slack.standIn.control.fault({ path: "/chat.postMessage", effect: { cut: "after" } });
  const text =
    "**Hi** @trenn@harbor.example and <@U0HARBOR07|Anna>, see [docs](https://a.example) & `<!here>` <!channel>";
  const result = await slack.call("send_message", { channel: "C0ENGPLAT1", text, idempotency_key: "rich" });
  expect(result.structured).toMatchObject({ reconciled: true });
});

test("a key is good for one text", async () => {
  const send = (text: string) => slack.call("send_message", { channel: "C0ENGPLAT1", text, idempotency_key: "one" });
  expect((await send("This")).isError).toBe(false);
  expect((await send("That")).code).toBe("conflict");
});

test.each([
  ["is found behind what others have said since", 130, { structured: { reconciled: true } }],
  ["is not sent again where too much was said since to tell", 600, { code: "conflict" }],
])("a lost message %s", async (_what, others, outcome) => {
  const { control } = slack.standIn;
  control.fault({ path: "/chat.postMessage", effect: { cut: "after" } });
  const blind = control.fault({ path: "/conversations.history", times: 50, effect: { status: 500 } });
  const args = { channel: "C0ENGPLAT1", text: "Long ago", idempotency_key: `busy-${others}` };
  expect((await slack.call("send_message", args)).isError).toBe(true);
  blind();
  for (let count = 0; count < others; count += 1) control.say("eng-platform", "trenn", "Me too");
  expect(await slack.call("send_message", args)).toMatchObject(outcome);
  expect(control.messages("eng-platform").filter(({ text }) => text === args.text)).toHaveLength(1);
});

test("where even looking fails, the key is kept, and the next call looks before it sends", async () => {
  const { control } = slack.standIn;
  control.fault({ path: "/chat.postMessage", effect: { cut: "after" } });
  const blind = control.fault({ path: "/conversations.history", times: 50, effect: { status: 500 } });
  const args = { channel: "C0ENGPLAT1", text: "Seen by nobody yet", idempotency_key: "blind" };
  expect((await slack.call("send_message", args)).code).toMatch(/^upstream_/);
  expect((await slack.call("send_message", args)).code).toMatch(/^upstream_/);
  blind();
  expect((await slack.call("send_message", args)).structured).toMatchObject({ reconciled: true });
  expect(control.messages("eng-platform").filter(({ text }) => text === args.text)).toHaveLength(1);
});
