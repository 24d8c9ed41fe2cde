import { expect, test } from "vitest";
import { lineOfAction } from "./refuse-quick-actions.ts";

test.each([
  ["/merge", 1],
  ["Done.\n  /assign @trenn", 2],
  ["a\r\n/close\r\n", 2],
  ["```code```\n/merge", 2],
  ["```\n```js\n```\n/merge", 4],
  ["```\nx\n``\n/merge\n", 4],
  ["````\n```\n/merge\n```\n", 3],
  ["~~~\n```\n/merge\n", 3],
  ["- a\n  ```\n  b\n/merge\n```", 4],
  ["<!--\n```\n-->\n/merge\n```", 4],
  ["/\rmerge", 1],
  ["a\r/merge", 2],
])("%j would run in line %d", (text, line) => {
  expect(lineOfAction(text)).toBe(line);
});

test.each([
  "see /etc/hosts and a/merge",
  "/usr/bin/env node",
  "```\n/merge\n```",
  "```sh\r\n/merge\r\n```\r\n",
  "~~~ text `x`\n/close\n~~~",
  "````md\n```\n/merge\n```\n````",
  "- so:\n  ```\n  /merge\n  ```",
  "`/merge` closes it",
])("%j runs nothing", (text) => {
  expect(lineOfAction(text)).toBeUndefined();
});
