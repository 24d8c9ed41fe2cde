import { describe, expect, test } from "vitest";
import { messageToMarkdown, type SlackMessage } from "./index.ts";

const names = {
  user: (id: string) => ({ U0MAJA001: "Maja Lind" })[id],
  channel: (id: string) => ({ C0ENG0001: "eng" })[id],
  usergroup: (id: string) => ({ S0PLAT001: "@platform" })[id],
};

const rich = (...elements: unknown[]): SlackMessage => ({
  text: "fallback",
  blocks: [{ type: "rich_text", elements }],
});
const said = (...elements: unknown[]) => rich({ type: "rich_text_section", elements });
const section = (text: string): SlackMessage => ({ blocks: [{ type: "section", text: { type: "mrkdwn", text } }] });

/** A message as Slack has it, and how it reads. */
const CORPUS: readonly (readonly [string, SlackMessage, string])[] = [
  ["plain", { text: "Hello" }, "Hello"],
  ["bold", { text: "*done* now" }, "**done** now"],
  ["italics", { text: "_maybe_" }, "_maybe_"],
  ["strike", { text: "~gone~" }, "~~gone~~"],
  ["signs within words stay", { text: "2*3*4 and a_b_c" }, "2*3*4 and a_b_c"],
  ["signs around spaces stay", { text: "a * b * c" }, "a * b * c"],
  ["bold in brackets", { text: "(*x*)" }, "(**x**)"],
  ["code", { text: "`a &lt; b`" }, "`a < b`"],
  ["code keeps stars", { text: "`*x*`" }, "`*x*`"],
  ["a fence", { text: "```\nx &amp; y\n```" }, "```\nx & y\n```"],
  ["a fence on one line", { text: "```x```" }, "```\nx\n```"],
  ["a labelled link", { text: "<https://a.example|docs>" }, "[docs](https://a.example)"],
  ["a link", { text: "<https://a.example/?a=1&amp;b=2>" }, "https://a.example/?a=1&b=2"],
  ["a label with a pipe", { text: "<https://a.example|a|b>" }, "[a|b](https://a.example)"],
  ["a label with a bracket", { text: "<https://a.example|1 &gt; 0>" }, "[1 > 0](https://a.example)"],
  ["brackets in an address", { text: "<https://a.example/x(1)|x>" }, "[x](https://a.example/x%281%29)"],
  ["mail", { text: "<mailto:a@b.example|a@b.example>" }, "a@b.example"],
  ["a known person", { text: "<@U0MAJA001> hi" }, "<@U0MAJA001|Maja Lind> hi"],
  ["an unknown person", { text: "<@U0NOBODY1> hi" }, "<@U0NOBODY1> hi"],
  ["a person with a label", { text: "<@U0NOBODY1|nobody> hi" }, "<@U0NOBODY1|nobody> hi"],
  ["a channel", { text: "in <#C0ENG0001|old-name>" }, "in <#C0ENG0001|eng>"],
  ["a group", { text: "<!subteam^S0PLAT001|@p>" }, "<!subteam^S0PLAT001|@platform>"],
  ["a broadcast", { text: "<!here> look" }, "@here look"],
  ["a broadcast with a label", { text: "<!channel|channel> look" }, "@channel look"],
  ["a date", { text: "<!date^1700000000^{date}|14 November>" }, "14 November"],
  ["entities", { text: "a &lt; b &amp;&amp; c &gt; d" }, "a < b && c > d"],
  ["an escaped entity", { text: "&amp;lt;" }, "&lt;"],
  ["an escaped broadcast is text", { text: "&lt;!channel&gt;" }, "<!channel>"],
  ["bullets", { text: "• a\n• b" }, "- a\n- b"],
  ["a quote", { text: "&gt; wise" }, "> wise"],
  ["emoji", { text: ":tada: 🎉" }, ":tada: 🎉"],
  ["rich text", said({ type: "text", text: "a " }, { type: "text", text: "b", style: { bold: true } }), "a **b**"],
  ["rich text with spaces in bold", said({ type: "text", text: " b ", style: { bold: true } }), " **b** "],
  [
    "rich styles together",
    said({ type: "text", text: "x", style: { bold: true, italic: true, strike: true, code: true } }),
    "**_~~`x`~~_**",
  ],
  ["a rich link", said({ type: "link", url: "https://a.example", text: "docs" }), "[docs](https://a.example)"],
  ["a rich bare link", said({ type: "link", url: "https://a.example" }), "https://a.example"],
  ["a rich mention", said({ type: "user", user_id: "U0MAJA001" }), "<@U0MAJA001|Maja Lind>"],
  ["a rich channel", said({ type: "channel", channel_id: "C0ENG0001" }), "<#C0ENG0001|eng>"],
  ["a rich group", said({ type: "usergroup", usergroup_id: "S0PLAT001" }), "<!subteam^S0PLAT001|@platform>"],
  ["a rich broadcast", said({ type: "broadcast", range: "here" }), "@here"],
  ["a rich emoji", said({ type: "emoji", name: "tada" }), ":tada:"],
  ["a rich date", said({ type: "date", timestamp: 0, format: "{date}", fallback: "today" }), "today"],
  ["a rich colour", said({ type: "color", value: "#ff0000" }), "#ff0000"],
  [
    "a rich list",
    rich({
      type: "rich_text_list",
      style: "bullet",
      elements: ["a", "b"].map((text) => ({ type: "rich_text_section", elements: [{ type: "text", text }] })),
    }),
    "- a\n- b",
  ],
  [
    "a rich nested list",
    rich(
      {
        type: "rich_text_list",
        style: "ordered",
        elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "a" }] }],
      },
      {
        type: "rich_text_list",
        style: "bullet",
        indent: 1,
        elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "b" }] }],
      },
      {
        type: "rich_text_list",
        style: "ordered",
        offset: 1,
        elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "c" }] }],
      },
    ),
    "1. a\n    - b\n2. c",
  ],
  [
    "a rich quote",
    rich({ type: "rich_text_quote", elements: [{ type: "text", text: "wise\nwords" }] }),
    "> wise\n> words",
  ],
  [
    "rich code",
    rich({ type: "rich_text_preformatted", elements: [{ type: "text", text: "a < b" }] }),
    "```\na < b\n```",
  ],
  [
    "an alert of blocks alone",
    {
      text: "",
      blocks: [
        { type: "header", text: { type: "plain_text", text: "Down" } },
        { type: "section", fields: [{ type: "mrkdwn", text: "*Severity*\ncritical" }] },
      ],
    },
    "**Down**\n**Severity**: critical",
  ],
  ["a section", section("*x* &amp; <https://a.example|y>"), "**x** & [y](https://a.example)"],
  [
    "an alert with buttons",
    {
      blocks: [
        {
          type: "actions",
          elements: [
            { type: "button", text: { type: "plain_text", text: "Open" }, url: "https://a.example" },
            { type: "button", text: { type: "plain_text", text: "Ack" } },
          ],
        },
      ],
    },
    "[Open](https://a.example) [Ack]",
  ],
  [
    "a context",
    {
      blocks: [
        {
          type: "context",
          elements: [
            { type: "image", alt_text: "logo", image_url: "https://a.example/l.png" },
            { type: "mrkdwn", text: "by <@U0MAJA001>" },
          ],
        },
      ],
    },
    "![logo](https://a.example/l.png) by <@U0MAJA001|Maja Lind>",
  ],
  [
    "an image",
    { blocks: [{ type: "image", alt_text: "chart", image_url: "https://a.example/c.png" }] },
    "![chart](https://a.example/c.png)",
  ],
  ["a divider", { blocks: [{ type: "divider" }] }, "---"],
  ["a Markdown block", { blocks: [{ type: "markdown", text: "**x**" }] }, "**x**"],
  [
    "a Markdown block with mentions and what was made inert",
    { blocks: [{ type: "markdown", text: "<@U0MAJA001> &lt;!channel> [a](https://a.example) <https://b.example>" }] },
    "<@U0MAJA001|Maja Lind> <!channel> [a](https://a.example) <https://b.example>",
  ],
  [
    "a table",
    { blocks: [{ type: "table", rows: [[{ type: "raw_text", text: "a" }], [{ type: "raw_text", text: "b|c" }]] }] },
    "| a |\n| --- |\n| b\\|c |",
  ],
  ["a block of tomorrow", { text: "words", blocks: [{ type: "hologram", beam: 1 }] }, "words"],
  [
    "an attachment",
    {
      text: "",
      attachments: [
        {
          title: "Down",
          title_link: "https://a.example",
          text: "p99 is *high*",
          fields: [{ title: "Region", value: "eu" }],
          fallback: "no",
        },
      ],
    },
    "[Down](https://a.example)\np99 is **high**\nRegion: eu",
  ],
  ["an attachment with a fallback alone", { attachments: [{ fallback: "Down" }] }, "Down"],
  [
    "an attachment of blocks",
    { attachments: [{ blocks: [{ type: "section", text: { type: "mrkdwn", text: "x" } }] }] },
    "x",
  ],
  ["text and attachment", { text: "see", attachments: [{ text: "this" }] }, "see\nthis"],
  ["files alone", { files: [{ name: "a.csv", title: "Orders" }, { name: "b.txt" }] }, "[file: Orders]\n[file: b.txt]"],
  ["bold and italics", { text: "*a* _b_" }, "**a** _b_"],
  ["strike within bold", { text: "*~a~*" }, "**~~a~~**"],
  ["bullets", { text: "• a\n• b" }, "- a\n- b"],
  ["a quote of two lines", { text: "&gt; a\n&gt; b" }, "> a\n> b"],
  ["an unfinished star", { text: "2 * 3" }, "2 * 3"],
  [
    "two links",
    { text: "<https://a.example|a> <https://b.example|b>" },
    "[a](https://a.example) [b](https://b.example)",
  ],
  ["a link in a fence", { text: "```<https://a.example>```" }, "```\nhttps://a.example\n```"],
  ["two people", { text: "<@U0MAJA001> <@U0NOBODY1>" }, "<@U0MAJA001|Maja Lind> <@U0NOBODY1>"],
  ["emoji", { text: ":tada: 🎉" }, ":tada: 🎉"],
  ["an unknown channel", { text: "<#C0NOWHERE>" }, "<#C0NOWHERE>"],
  ["an unknown group", { text: "<!subteam^S0NOBODY1|@x>" }, "<!subteam^S0NOBODY1|@x>"],
  ["lines", { text: "a\nb\n\nc" }, "a\nb\n\nc"],
  ["a rich link without words", said({ type: "link", url: "https://a.example" }), "https://a.example"],
  ["rich bold italics", said({ type: "text", text: "a", style: { bold: true, italic: true } }), "**_a_**"],
  ["two sections", { blocks: [...(section("a").blocks as []), ...(section("b").blocks as [])] }, "a\nb"],
  ["an attachment with a pretext", { attachments: [{ pretext: "see", text: "x" }] }, "see\nx"],
  ["a file without a title", { files: [{ name: "b.txt" }] }, "[file: b.txt]"],
  ["a quote of everything", { text: "so:\n&gt;&gt;&gt; a\nb" }, "so:\n> a\n> b"],
  ["a prompt in code is no quote", { text: "```\n&gt;&gt;&gt; 1 + 1\n2\n```\nx" }, "```\n>>> 1 + 1\n2\n```\nx"],
  [
    "rich code with a fence in it",
    rich({ type: "rich_text_preformatted", elements: [{ type: "text", text: "a\n```\nb" }] }),
    "````\na\n```\nb\n````",
  ],
  ["rich inline code with a backtick", said({ type: "text", text: "a`b", style: { code: true } }), "`` a`b ``"],
  ["a rich emoji with a skin tone", said({ type: "emoji", name: "+1", skin_tone: 4 }), ":+1::skin-tone-4:"],
  [
    "a rich link to brackets",
    said({ type: "link", url: "https://a.example/x)", text: "x [1" }),
    "[x \\[1](https://a.example/x%29)",
  ],
  [
    "a button to brackets",
    {
      blocks: [
        {
          type: "actions",
          elements: [{ type: "button", text: { type: "plain_text", text: "Go" }, url: "https://a.example/x)" }],
        },
      ],
    },
    "[Go](https://a.example/x%29)",
  ],
  [
    "a message that was shared is its author's",
    { text: "look", attachments: [{ is_msg_unfurl: true, author_name: "Tom Renner", text: "a\nb", fallback: "no" }] },
    "look\nTom Renner wrote:\n> a\n> b",
  ],
  [
    "a shared message of blocks alone",
    {
      attachments: [
        {
          is_share: true,
          author_name: "Tom Renner",
          text: "",
          message_blocks: [{ message: { blocks: [{ type: "section", text: { type: "mrkdwn", text: "*x*" } }] } }],
        },
      ],
    },
    "Tom Renner wrote:\n> **x**",
  ],
  ["nothing", {}, ""],
  ["blocks that are none", { text: "x", blocks: "oops" }, "x"],
];

describe("Slack's messages as Markdown", () => {
  test("at least 80 messages", () => expect(CORPUS.length).toBeGreaterThanOrEqual(80));

  test.each(CORPUS)("%s", (_name, message, markdown) => {
    expect(messageToMarkdown(message, names)).toBe(markdown);
  });
});
