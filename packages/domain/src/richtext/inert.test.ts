import { array, assert, constantFrom, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { findMentions, messageToMarkdown, toMrkdwn, toSlackMarkdown, wordsOf } from "./index.ts";

/** Everything that Slack would act on, at whatever place. */
const CONTROL = /<(?:!(?:channel|here|everyone)|!subteam\^|!date\^|@[UW]|#[CG])/i;

const FRAGMENTS = [
  "<!channel>",
  "<!here|x>",
  "<!everyone>",
  "<!subteam^S0PLAT001>",
  "<!date^1^x|y>",
  "<@U0MAJA001>",
  "<#C0ENG0001>",
  "&lt;",
  "&#60;",
  "&#x3C;",
  "&#0060;",
  "`",
  "```",
  "\n",
  "~~~\n",
  "    ",
  "**",
  "[",
  "](",
  ")",
  "](!channel)",
  "[a]: !here\n",
  "\\",
  "<",
  ">",
  "!channel",
  "@U0MAJA001",
  "|",
  "> ",
  "- ",
  "\uE0000\uE001",
  "\u2060",
  " ",
  "a",
  "@maja@harbor.example",
] as const;

describe("what people write stays what they wrote", () => {
  test("no text becomes a token that nobody asked for", () => {
    assert(
      property(array(constantFrom(...FRAGMENTS), { maxLength: 14 }), (parts) => {
        const text = parts.join("");
        expect(toSlackMarkdown(text)).not.toMatch(CONTROL);
        expect(toMrkdwn(text)).not.toMatch(CONTROL);
      }),
      { numRuns: 400 },
    );
  });

  test("nothing throws, whatever the text", () => {
    assert(
      property(string({ unit: "binary", maxLength: 200 }), (text) => {
        toSlackMarkdown(text);
        toMrkdwn(text);
        messageToMarkdown({ text });
      }),
    );
  });

  test("resolved mentions alone become tokens, and as often as they were written", () => {
    const text = "<!channel> <@U0MAJA001|Maja> and `<@U0MAJA001|Maja>` and @maja@harbor.example";
    expect(findMentions(text).map(({ kind, ref }) => [kind, ref])).toEqual([
      ["user", "U0MAJA001"],
      ["email", "maja@harbor.example"],
    ]);
    const tokens = new Map(findMentions(text).map(({ raw }) => [raw, "<@U0MAJA001>"]));
    expect(toSlackMarkdown(text, tokens)).toBe(
      "&lt;!channel> <@U0MAJA001> and `<\u2060@U0MAJA001|Maja>` and <@U0MAJA001>",
    );
  });

  test("a mention within another sign is none", () => {
    expect(findMentions("mail me at a@maja@harbor.example or x@harbor.example")).toEqual([]);
  });

  test("an ordinary text is sent as it is", () => {
    const text = "# Plan\n\n- **one** [docs](https://a.example/?a=1&b=2)\n- `a < b`\n\n> 1 < 2\n\n| a |\n|---|\n| b |";
    expect(toSlackMarkdown(text)).toBe(text);
  });

  test("a link that is no page becomes its words", () => {
    expect(toSlackMarkdown("[all](!channel) [ok](https://a.example)")).toBe("all [ok](https://a.example)");
  });
});

describe("the words of a text", () => {
  test.each([
    ["**Done**, see [docs](https://a.example/x)", "*Done*, see <https://a.example/x|docs>"],
    ["# Title\n\n- a\n- b", "*Title*\n\n• a\n• b"],
    ["<@U0MAJA001|Maja> hi", "<@U0MAJA001> hi"],
    ["a < b & c", "a &lt; b &amp; c"],
    ["```js\nlet x\n```", "```\nlet x\n```"],
  ])("%j and %j are the same", (one, other) => expect(wordsOf(one)).toBe(wordsOf(other)));

  test("their order counts", () => expect(wordsOf("dog bites man")).not.toBe(wordsOf("man bites dog")));
});
