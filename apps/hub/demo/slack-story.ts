import type { Client } from "@modelcontextprotocol/client";
import { createTeller, expect, opening } from "./teller.ts";

/**
 * The afternoon of an incident: what happened, from alerts that are no text at all, and one message that is sent exactly
 * once although its answer is lost.
 *
 * @param loseAnswer Lets the stand-in drop the answer to the next message, after it was posted.
 * @returns How many steps did not hold.
 */
export async function tellSlackStory(client: Client, loseAnswer: () => void): Promise<number> {
  const { step, call, failures } = createTeller(() => client);

  await step("Lists the tools", async () => {
    const { tools } = await client.listTools();
    expect(tools.length > 0 && tools.length <= 24, `${tools.length} tools`);
    return `${tools.length} tools, ${Math.ceil(JSON.stringify(tools).length / 4)} tokens`;
  });
  await step("Reads yesterday's incident as a timeline, within 1,200 tokens", async () => {
    const { text } = await call("get_digest", {
      channels: ["#incident-2041"],
      window: "yesterday",
      view: "timeline",
      budget_tokens: 1_200,
    });
    expect(text.includes("Checkout error rate above 5 %"), text);
    return opening(text, 16);
  });
  await step("Finds what was decided about the migration", async () => {
    const { text } = await call("search_messages", { query: "migration", in: ["#incident-2041"] });
    expect(text.includes("Decided"), text);
    return opening(text, 4);
  });

  const news = {
    channel: "#incident-2041",
    text: "**Postmortem** on Thursday, @trenn@harbor.example has the pen. <!channel> is only a word here.",
    idempotency_key: "postmortem",
  };
  await step("Tries a message: nothing is sent", async () => {
    const { structured, text } = await call("send_message", { ...news, dry_run: true });
    expect("preview" in structured, text);
    return opening(text);
  });
  await step("Sends it, and the answer is lost: it is found instead of sent twice", async () => {
    loseAnswer();
    const { structured, text } = await call("send_message", news);
    expect(structured["reconciled"] === true, text);
    return opening(text);
  });
  await step("Sends it again with the same key: the same message", async () => {
    const { text } = await call("send_message", news);
    const { structured } = await call("search_messages", { query: "has the pen", in: ["#incident-2041"] });
    const found = structured["items"] as unknown[];
    expect(found.length === 1, `${found.length} messages`);
    return opening(text, 3);
  });
  await step("Knows two Sams, and does not guess", async () => {
    const failure = await call("get_users", { users: ["Sam"] }).then(
      ({ text }) => `it answered: ${text}`,
      (error: Error) => error.message,
    );
    expect(failure.includes("could be"), failure);
    return opening(failure, 2);
  });
  return failures();
}
