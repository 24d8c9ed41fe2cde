import { expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();

test("once, and again without harm; an emoji that is none is refused", async () => {
  const { ts } = slack.standIn.control.messages("eng-platform")[1] ?? {};
  const react = (emoji: string) => slack.call("add_reaction", { channel: "#eng-platform", ts, emoji });
  expect((await react(":shipit:")).structured).toEqual({ emoji: "shipit", already: false });
  expect((await react("shipit")).structured).toEqual({ emoji: "shipit", already: true });
  expect((await react("no_such_thing")).code).toBe("invalid_input");
});
