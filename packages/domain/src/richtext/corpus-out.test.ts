import { describe, expect, test } from "vitest";
import { messageToMarkdown, toMrkdwn, wordsOf } from "./index.ts";

const tokens = new Map([
  ["<@U0MAJA001>", "<@U0MAJA001>"],
  ["<@U0MAJA001|Maja>", "<@U0MAJA001>"],
  ["<#C0ENG0001|eng>", "<#C0ENG0001>"],
  ["<!subteam^S0PLAT001|@platform>", "<!subteam^S0PLAT001>"],
  ["@maja@harbor.example", "<@U0MAJA001>"],
]);

/** Markdown, and how Slack writes the same. */
const CORPUS: readonly (readonly [string, string, string])[] = [
  ["plain", "Hello there", "Hello there"],
  ["bold", "**done** now", "*done* now"],
  ["bold with underscores", "__done__ now", "*done* now"],
  ["italics", "*maybe* and _maybe_", "_maybe_ and _maybe_"],
  ["bold italics", "***both***", "_*both*_"],
  ["strike", "~~gone~~", "~gone~"],
  ["inline code", "run `a < b && c`", "run `a &lt; b &amp;&amp; c`"],
  ["code keeps stars", "`**x**`", "`**x**`"],
  ["a fence", "```js\nif (a < b) {}\n```", "```\nif (a &lt; b) {}\n```"],
  ["a fence in a sentence", "before\n```\nx\n```\nafter", "before\n\n```\nx\n```\n\nafter"],
  ["indented code", "    let x", "```\nlet x\n```"],
  ["a link", "[docs](https://a.example/x)", "<https://a.example/x|docs>"],
  ["a bare link", "see https://a.example/x", "see <https://a.example/x>"],
  ["an angle link", "<https://a.example>", "<https://a.example>"],
  ["a pipe in an address", "[a](https://a.example/?q=x|y)", "<https://a.example/?q=x%7Cy|a>"],
  ["a space in an address", "[a](<https://a.example/a b>)", "<https://a.example/a%20b|a>"],
  ["a bracket in an address", "[a](https://a.example/?q=x>y)", "<https://a.example/?q=x%3Ey|a>"],
  ["an escaped bracket in an address", "[a](https://a.example/x%3Ey)", "<https://a.example/x%3Ey|a>"],
  ["a pipe in a label", "[a|b](https://a.example)", "<https://a.example|a|b>"],
  ["signs in a label", "[1 > 0](https://a.example)", "<https://a.example|1 &gt; 0>"],
  ["an ampersand in an address", "[a](https://a.example/?x=1&y=2)", "<https://a.example/?x=1&amp;y=2|a>"],
  ["an e-mail link", "[mail](mailto:a@b.example)", "<mailto:a@b.example|mail>"],
  ["a link that is none", "[x](javascript:alert(1))", "x"],
  ["a link that would notify", "[x](!channel)", "x"],
  ["a link that would mention", "[x](@U0MAJA001)", "x"],
  ["a reference link", "[a][1]\n\n[1]: https://a.example", "<https://a.example|a>"],
  ["an image", "![chart](https://a.example/c.png)", "<https://a.example/c.png|chart>"],
  ["a heading", "# Title", "*Title*"],
  ["a heading with bold", "## A **b** c", "*A b c*"],
  ["heading and text", "# A\ntext", "*A*\n\ntext"],
  ["bullets", "- a\n- b", "• a\n• b"],
  ["stars as bullets", "* a\n* b", "• a\n• b"],
  ["numbers", "1. a\n2. b", "1. a\n2. b"],
  ["numbers from five", "5. a\n6. b", "5. a\n6. b"],
  ["nested bullets", "- a\n  - b\n- c", "• a\n    • b\n• c"],
  ["numbers in bullets", "- a\n  1. b", "• a\n    1. b"],
  ["tasks", "- [ ] a\n- [x] b", "• ☐ a\n• ☑ b"],
  ["a quote", "> wise\n> words", "> wise\n> words"],
  ["a rule", "a\n\n---\n\nb", "a\n\n———\n\nb"],
  ["a table", "| a | bb |\n|---|---|\n| ccc | d |", "```\na    bb\nccc  d\n```"],
  ["paragraphs", "a\n\nb", "a\n\nb"],
  ["a soft break", "a\nb", "a\nb"],
  ["a hard break", "a  \nb", "a\nb"],
  ["signs", "a < b > c & d", "a &lt; b &gt; c &amp; d"],
  ["an entity", "a &lt; b", "a &lt; b"],
  ["escaped stars", "\\*not bold\\*", "*not bold*"],
  ["html", "<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"],
  ["emoji names", ":tada: done :+1::skin-tone-2:", ":tada: done :+1::skin-tone-2:"],
  ["emoji", "done 🎉", "done 🎉"],
  ["a mention", "<@U0MAJA001> look", "<@U0MAJA001> look"],
  ["a mention as readers see it", "<@U0MAJA001|Maja> look", "<@U0MAJA001> look"],
  ["a mention by e-mail", "@maja@harbor.example look", "<@U0MAJA001> look"],
  ["a channel", "in <#C0ENG0001|eng>", "in <#C0ENG0001>"],
  ["a group", "<!subteam^S0PLAT001|@platform> look", "<!subteam^S0PLAT001> look"],
  ["a mention in bold", "**<@U0MAJA001>**", "*<@U0MAJA001>*"],
  ["a mention in a list", "- <@U0MAJA001>", "• <@U0MAJA001>"],
  ["an unknown mention", "<@U0NOBODY1> look", "&lt;@U0NOBODY1&gt; look"],
  ["a mention in code", "`<@U0MAJA001>`", "`&lt;@U0MAJA001&gt;`"],
  ["a broadcast", "<!channel> look", "&lt;!channel&gt; look"],
  ["a broadcast before bold", "<!channel> **look**", "&lt;!channel&gt; *look*"],
  ["a broadcast as an entity", "&lt;!channel&gt; look", "&lt;!channel&gt; look"],
  ["a broadcast in code", "`<!here>`", "`&lt;!here&gt;`"],
  ["a broadcast in a label", "[<!everyone>](https://a.example)", "<https://a.example|&lt;!everyone&gt;>"],
  ["a date", "<!date^1^{date}|x>", "&lt;!date^1^{date}|x&gt;"],
  ["a handle", "@maja look", "@maja look"],
  ["at channel", "@channel look", "@channel look"],
  ["a broadcast with a label", "<!channel|all> look", "&lt;!channel|all&gt; look"],
  ["two mentions", "<@U0MAJA001> and <@U0MAJA001|Maja>", "<@U0MAJA001> and <@U0MAJA001>"],
  ["a mention in a quote", "> <@U0MAJA001>", "> <@U0MAJA001>"],
  ["a mention in a heading", "# <@U0MAJA001>", "*<@U0MAJA001>*"],
  ["a link in bold", "**[docs](https://a.example)**", "*<https://a.example|docs>*"],
  ["code in a list", "- `a < b`", "• `a &lt; b`"],
  ["a fence with a broadcast", "```\n<!channel>\n```", "```\n&lt;!channel&gt;\n```"],
  ["emoji beside bold", "**done** :tada:", "*done* :tada:"],
  ["italics in a list", "- *a*", "• _a_"],
  ["strike in a list", "- ~~a~~", "• ~a~"],
  ["an unknown group", "<!subteam^S0NOBODY1> look", "&lt;!subteam^S0NOBODY1&gt; look"],
  ["an unknown channel", "in <#C0NOWHERE>", "in &lt;#C0NOWHERE&gt;"],
  ["an unknown address", "@nobody@harbor.example look", "@<mailto:nobody@harbor.example> look"],
  ["a heading with a star", "# 2 * 3 **b**", "*2 * 3 b*"],
  ["bold within bold", "**a __b__ c**", "*a b c*"],
  ["a fence in a fence", "````\n```\n<!channel>\n````", "```\n`\u2060`\u2060`\n&lt;!channel&gt;\n```"],
  ["a link in a quote", "> [x](https://a.example)", "> <https://a.example|x>"],
];

/** What Slack's markup cannot say. */
const CHANGED = new Set([
  "a link that is none",
  "a link that would notify",
  "a link that would mention",
  "a reference link",
  "tasks",
  "a mention by e-mail",
]);

describe("Markdown to Slack's markup", () => {
  test("at least 80 ways to write", () => expect(CORPUS.length).toBeGreaterThanOrEqual(80));

  test.each(CORPUS)("%s", (_name, markdown, mrkdwn) => {
    expect(toMrkdwn(markdown, tokens)).toBe(mrkdwn);
  });

  test.each(CORPUS.filter(([name]) => !CHANGED.has(name)))(
    "%s, read back, says the same",
    (_name, markdown, mrkdwn) => {
      expect(wordsOf(messageToMarkdown({ text: mrkdwn }))).toBe(wordsOf(markdown));
    },
  );

  test("where labels are not shown, addresses are", () => {
    expect(toMrkdwn("[docs](https://a.example) and https://b.example", new Map(), { links: "bare" })).toBe(
      "docs https://a.example and https://b.example",
    );
  });
});
