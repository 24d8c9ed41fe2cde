import { channelNamed } from "../state/by-name.ts";
import type { Message } from "../state/message.ts";
import type { World } from "../state/world.ts";
import { talkIn } from "./talk.ts";
import { yesterdayAt } from "./talks.ts";

/** An afternoon of alerts, which are blocks and attachments without any text, and of people who answer them. */
export function seedIncident(world: World): void {
  const nowMs = world.now();
  const at = (hours: number, minutes: number) => yesterdayAt(nowMs, hours, minutes);
  const channel = channelNamed(world, "incident-2041");
  const { say, reply, react } = talkIn(world, channel);
  say("mlind", at(13, 58), "has joined the channel", { subtype: "channel_join" });
  const first = say(
    "alerts",
    at(14, 2),
    "",
    alert("Checkout error rate above 5 %", "critical", "https://alerts.harbor.example/7001"),
  );
  say("alerts", at(14, 4), "", attached("Payments latency", "p99 is 4.2 s", "https://alerts.harbor.example/7002"));
  reply(first, "sam.okoye", at(14, 6), "On it. Looking at the payments database.");
  const cause = say(
    "trenn",
    at(14, 15),
    "Connections to `payments-db` are exhausted. The 14:00 migration holds a lock.",
  );
  react(cause, "eyes", "mlind", "sam.okoye", "apetrova");
  reply(cause, "apetrova", at(14, 18), "Can we cancel it safely?");
  reply(cause, "trenn", at(14, 19), "Yes, it is in one transaction.");
  const decision = say("mlind", at(14, 22), "Decided: cancel the migration and roll back payments to 41.2.");
  react(decision, "white_check_mark", "trenn", "sam.okoye", "apetrova");
  say("trenn", at(14, 24), "Cancelled.");
  say("trenn", at(14, 25), "Rollback is running.");
  say(
    "alerts",
    at(14, 31),
    "",
    alert("Checkout error rate back to normal", "resolved", "https://alerts.harbor.example/7003"),
  );
  say("sam.carter", at(14, 40), "Customers can pay again. 212 orders need a retry.");
  say("mlind", at(15, 5), "- [ ] TODO <@U0HARBOR02> write the postmortem by Thursday");
  channel.topic = { value: "Checkout down, 14:02–14:31", creator: "U0HARBOR01", setS: Math.floor(at(15, 10) / 1000) };
  say("mlind", at(15, 10), "set the channel topic", {
    subtype: "channel_topic",
    extra: { topic: "Checkout down, 14:02–14:31" },
  });
  channel.pinned.push(decision.ts);
}

function alert(title: string, severity: string, link: string): Partial<Message> {
  return {
    subtype: "bot_message",
    username: "Alerts",
    blocks: [
      { type: "header", text: { type: "plain_text", text: title } },
      {
        type: "section",
        fields: [
          { type: "mrkdwn", text: `*Severity*\n${severity}` },
          { type: "mrkdwn", text: `<${link}|Open alert>` },
        ],
      },
    ],
  };
}

function attached(title: string, text: string, link: string): Partial<Message> {
  return {
    subtype: "bot_message",
    username: "Alerts",
    attachments: [
      {
        id: 1,
        title,
        title_link: link,
        text,
        fallback: `${title}: ${text}`,
        fields: [{ title: "Region", value: "eu-west", short: true }],
      },
    ],
  };
}
