import { describe, expect, test } from "vitest";
import { canvasToMarkdown, isCanvasHtml } from "./canvas-to-markdown.ts";

const CANVAS = `<h1 id='temp:C:A1'>Platform handbook</h1>

<p id='temp:C:A2' class='line'>Who <b>we</b> are &amp; how <i>we </i>work, <del>never</del> <code>rm -rf</code>.</p>

<h2 id='temp:C:A3'>On <control data-remapped="true"><img src="https://a.slack-edge.com/x.png" alt="bell" data-is-slack style="">:bell:</img></control> call</h2>

<p class='line'><control data-remapped="true"><a>@U0HARBOR05</a></control> is on call, see <control data-remapped="true"><a>#C0INC20410</a></control> and
<a href="https://example.com/a_(b)?c=1&amp;d=2">the [plan]</a><br/>Second line</p>

<div data-section-style='7' class=""><ul id='L1'><li id='i1' class='checked' value='1'><span id='i1'>done</span>
<br/></li><li id='i2' class='' value='2'><span id='i2'>open</span><br/></li></ul></div>
<div data-section-style='6'><ul><li>one<br/></li><ul><li>deeper<br/></li></ul><li>two<br/></li></ul></div>
<div data-section-style='5'><ul><li>plain<br/></li></ul></div>
<table><tr><td><p class='line'>Name</p></td><td><p class='line'>a|b</p></td></tr><tr><td><p class='line'>x</p><p class='line'>y</p></td><td></td></tr></table>
<blockquote>said<br/>so</blockquote>
<pre class='prettyprint'>if (a &lt; b) {<br>  \`\`\`
}</pre>
<hr/>
<img src='https://x.slack.com/collab-slack-blob/T0/F0?token=1' alt="plan.jpg_SLACK_FILE_ALT_PLACEHOLDER_F0BDL5AGCKU">
<p class='line'>\u200b</p>`;

test("a canvas with everything that canvases have", () => {
  expect(canvasToMarkdown(CANVAS)).toBe(`# Platform handbook

Who **we** are & how _we_ work, ~~never~~ \`rm -rf\`.

## On :bell: call

![](@U0HARBOR05) is on call, see ![](#C0INC20410) and [the \\[plan\\]](https://example.com/a_%28b%29?c=1&d=2)
Second line

- [x] done
- [ ] open

1. one
  1. deeper
2. two

- plain

| Name | a\\|b |
| --- | --- |
| x y |  |

> said
> so

\`\`\`\`
if (a < b) {
  \`\`\`
}
\`\`\`\`

---

[picture: plan.jpg, F0BDL5AGCKU]`);
});

describe("hostile HTML", () => {
  test.each([
    ["a script", "<p>a</p><script>alert('<p>no</p>')</script><style>p{}</style><p>b</p>", "a\n\nb"],
    ["a script that never ends", "<p>a</p><script>alert(1)<p>no</p>", "a"],
    ["a comment, with tags and dashes", "<p>a<!-- <p>no</p> -- > -->b</p>", "ab"],
    ["a comment that never ends", "<p>a</p><!-- <p>no</p>", "a"],
    ["hidden parts", "<svg><text>no</text></svg><template><p>no</p></template><iframe>no</iframe><p>a</p>", "a"],
    ["handlers", `<p onclick="steal()" onload=x>a</p>`, "a"],
    ["a script's link", `<a href="java&#10;script:alert(1)">a</a> <a href='data:text/html,x'>b</a>`, "a b"],
    ["a picture that would be fetched", `<p>a <img src="https://evil.example/?q=1" alt=""></p>`, "a"],
    [
      "entities, once",
      "<p>&amp;lt;b&gt; &#x3c;i&#62; &#0; &#xD800; &#99999999; &nope;</p>",
      "&lt;b> <i> \ufffd \ufffd \ufffd &nope;",
    ],
    ["text that looks like a heading", "<p># Not a heading</p>", "\\# Not a heading"],
    ["a fence in code", "<pre>```\n</pre>", "````\n```\n````"],
    ["tags that do not fit", "<p><b>a<i>b</b>c</i></p></div></ul></td>d", "**a_b_**c\n\nd"],
    ["signs that are no tags", "<p>1 < 2 && 3 > 2 <> </> <3</p>", "1 < 2 && 3 > 2 <>  <3"],
    ["a tag that is cut off", "<p>a</p><a href='https://exa", "a"],
    ["an attribute that holds a tag", `<p title="<b>no</b>">a</p>`, "a"],
    ["names that every object has", "<constructor>a</constructor> &valueOf; &toString;", "a &valueOf; &toString;"],
    ["nothing", "", ""],
  ])("%s", (_what, html, markdown) => {
    expect(canvasToMarkdown(html)).toBe(markdown);
  });

  const many = 60_000;
  test.each([
    ["lists", "<ul><li>x".repeat(many)],
    ["marks", "<b>x".repeat(many)],
    ["tables", "<table><tr><td>x".repeat(many)],
    ["quotes", "<blockquote>x".repeat(many)],
    ["open tags", "<a ".repeat(many)],
    ["open quotes", `<p a="b" c='`.repeat(many)],
    ["open comments", "<!-".repeat(many)],
    ["open scripts", "<script".repeat(many)],
    ["a closing tag", `</${"a".repeat(10 * many)}`],
    ["open ends of a script", `<script>${"</script".repeat(many)}`],
    ["entities", "&#".repeat(many)],
    ["backticks", `<code>${"` ".repeat(many)}</code>`],
    ["cells in one row", `<table><tr>${"<td>x</td>".repeat(many)}`],
    ["blanks", `<p>${" ".repeat(many)}x</p><p a${" ".repeat(many)}b>`],
  ])("%s without end take no more than their length", (_what, html) => {
    const from = performance.now();
    const markdown = canvasToMarkdown(html);
    // Seconds where it were quadratic: minutes.
    expect(performance.now() - from).toBeLessThan(5_000);
    expect(markdown.length).toBeLessThanOrEqual(html.length * 20);
  });
});

test("Markdown is no such HTML", () => {
  expect(isCanvasHtml(CANVAS)).toBe(true);
  expect(isCanvasHtml("# Title\n\n<p>in it</p>")).toBe(false);
  expect(isCanvasHtml("<@U0HARBOR05> said")).toBe(false);
});
