import { expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();

interface Item {
  kind: string;
  ts: string;
  text: string;
  who: string;
  score?: number;
  count?: number;
}
const digest = async (args: Record<string, unknown>) =>
  (await slack.call("get_digest", { channels: ["#incident-2041"], window: "yesterday", ...args })).structured;

test("topics: decisions and threads before small talk", async () => {
  const { topics } = (await digest({ channels: ["#incident-2041", "#eng-platform"] })) as unknown as { topics: Item[] };
  expect(topics[0]).toMatchObject({ kind: "decision", who: "Tom Renner" });
  expect(topics.find(({ text }) => text.startsWith("- [ ]"))?.kind).toBe("action");
  expect(topics.find(({ text }) => text.includes("certificates"))?.kind).toBe("question");
  const scores = topics.map(({ score = 0 }) => score);
  expect(scores).toEqual(scores.toSorted((one, other) => other - one));
});

test("keywords weigh more", async () => {
  const { topics } = (await digest({ keywords: ["retry"] })) as unknown as { topics: Item[] };
  expect(topics.findIndex(({ text }) => text.includes("retry"))).toBeLessThan(3);
});

test("timeline: alerts without text in order, one author's messages in a row as one", async () => {
  const { topics } = (await digest({ view: "timeline" })) as unknown as { topics: Item[] };
  expect(topics.filter(({ kind }) => kind === "alert")).toHaveLength(3);
  expect(topics.find(({ text }) => text.startsWith("Cancelled"))?.text).toBe("Cancelled. / Rollback is running.");
  expect(topics.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["join", "decision", "topic"]));
  const order = topics.map(({ ts }) => ts);
  expect(order).toEqual(order.toSorted());
});

test("a window with an end of its own ends there", async () => {
  const { range } = (await digest({})) as unknown as { range: { from: string; to: string } };
  expect([range.from, range.to]).toEqual([expect.stringContaining("T00:00:00"), expect.stringContaining("T00:00:00")]);
});

test("people: who said how much", async () => {
  const { topics } = (await digest({ view: "people" })) as unknown as { topics: Item[] };
  expect(topics[0]?.count).toBeGreaterThanOrEqual(topics[1]?.count ?? 0);
});

test("a thread that went on in the window is found by its older root", async () => {
  const root = slack.standIn.control.messages("eng-platform")[0];
  slack.standIn.control.say("eng-platform", "jkim", "Still slow for me.", { threadTs: root?.ts ?? "" });
  if (root) root.threadTs = root.ts;
  const { topics } = (await digest({ channels: ["#eng-platform"], window: "1h" })) as unknown as { topics: Item[] };
  expect(topics).toMatchObject([{ ts: root?.ts, text: expect.stringContaining("Still slow") }]);
});

test("more than a month, or nowhere, is refused", async () => {
  expect((await slack.call("get_digest", { channels: ["#general"], window: "3mo" })).code).toBe("invalid_input");
  expect((await slack.call("get_digest", { channels: ["#nowhere-at-all"] })).code).toBe("not_found");
});

test("a reply that was shown in the channel, too, is part of its thread, and told once", async () => {
  const root = slack.standIn.control.say("eng-platform", "trenn", "Shall we ship?");
  await slack.call("send_message", {
    channel: "C0ENGPLAT1",
    thread_ts: root.ts,
    text: "Shipped",
    also_to_channel: true,
  });
  for (const view of ["topics", "timeline"]) {
    const { topics } = (await digest({ channels: ["#eng-platform"], window: "1h", view })) as unknown as {
      topics: Item[];
    };
    expect(
      topics.filter(({ text }) => text.includes("Shipped")),
      view,
    ).toHaveLength(1);
  }
});
