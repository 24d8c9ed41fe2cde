import { join } from "node:path";
import { expect, test } from "vitest";
import { checkLinks } from "./links.ts";
import { describeProblem } from "./problem.ts";
import { writeTree } from "./write-tree.ts";

test("every relative link of this tree leads somewhere", () => {
  expect(checkLinks(join(import.meta.dirname, "../..")).map(describeProblem)).toEqual([]);
});

function complaints(files: Readonly<Record<string, string>>): string[] {
  using tree = writeTree(files);
  return checkLinks(tree.root).map(describeProblem);
}

const there = "# Set up a server\n\n## 1. What it `needs`: all\n\n## Again\n\n## Again\n\n```\n## Not a heading\n```\n";

test.each([
  "[a](docs/there.md)",
  "[a](docs/)",
  "[a](docs/there.md#set-up-a-server)",
  "[a](docs/there.md#1-what-it-needs-all)",
  "[a](docs/there.md#again-1)",
  "# Here\n\n[a](#here)",
  "[a](https://example.com/nowhere.md)",
  "`[a](nowhere.md)`",
  "```\n[a](nowhere.md)\n```",
])("%j is right", (text) => {
  expect(complaints({ "README.md": text, "docs/there.md": there })).toEqual([]);
});

test.each([
  ["[a](nowhere.md)", 'README.md:1  "nowhere.md" leads nowhere: there is no nowhere.md.'],
  [
    "x\n\n[a](docs/there.md#else)",
    'README.md:3  "docs/there.md#else" leads nowhere: docs/there.md has no heading "else".',
  ],
  ["[a](docs/there.md#again-2)", "again-2"],
  ["[a](docs/there.md#not-a-heading)", "not-a-heading"],
  ["```\ncode\n```\n[a](nowhere.md)", "README.md:4"],
  ["[two\nlines](nowhere.md)", "README.md:2"],
  ["[a](../outside.md)", "leads nowhere"],
  ["[a](#there)", "#there"],
])("%j is not", (text, message) => {
  const [problem, ...others] = complaints({ "README.md": text, "docs/there.md": there });
  expect(problem).toContain(message);
  expect(others).toEqual([]);
});
