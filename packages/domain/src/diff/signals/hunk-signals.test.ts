import { describe, expect, test } from "vitest";
import { parsePatch } from "../parse-patch.ts";
import { hunkSignals } from "./hunk-signals.ts";
import { scoreHunk } from "./score-hunk.ts";

function hunkOf(lines: string, section = "") {
  const rows = lines.split("\n");
  const olds = rows.filter((row) => !row.startsWith("+")).length;
  const news = rows.filter((row) => !row.startsWith("-")).length;
  const [hunk] = parsePatch(`@@ -1,${olds} +1,${news} @@ ${section}\n${lines}\n`);
  if (!hunk) throw new Error("no hunk");
  return hunk;
}
const signals = (path: string, lines: string, section = "") => hunkSignals(path, hunkOf(lines, section));

describe("hunkSignals", () => {
  test("only changed lines count", () => {
    const seen = signals("a.ts", " function f() {\n   if (token) {\n-  a\n+  b");
    expect(seen).toMatchObject({ changedLines: 2, declaration: false, controlFlow: false, securityWord: false });
    expect(signals("a.ts", "-function f() {\n+function g() {").declaration).toBe(true);
    expect(signals("a.ts", "+  if (x) {").controlFlow).toBe(true);
    expect(signals("a.py", "+    raise Error").controlFlow).toBe(true);
  });

  test("prose and comments have no control flow", () => {
    expect(signals("README.md", "+If you try this, return for more").controlFlow).toBe(false);
    expect(signals("a.ts", "+// if that fails, try again").controlFlow).toBe(false);
  });

  test.each([
    ["oauthClient()", true],
    ["authorize(user)", true],
    ["AUTH_HEADER", true],
    ["author.name", false],
    ["authorId", false],
    ["accessToken", true],
    ["mysqlQuery", true],
    ["child.exec(x)", true],
    ["eval(x)", true],
    ["scriptEval(x)", true],
    ["retrieval", false],
    ["evaluate(x)", false],
    ["checkPermission()", true],
  ])("%s: security %s", (code, expected) => {
    expect(signals("a.ts", `+  ${code}`).securityWord).toBe(expected);
  });

  test("whitespace only: the same characters otherwise", () => {
    expect(signals("a.ts", "-a(b,c)\n+  a(b,\n+    c)").whitespaceOnly).toBe(true);
    expect(signals("a.ts", "+\n+  ").whitespaceOnly).toBe(true);
    expect(signals("a.ts", "-a(b)\n+a(c)").whitespaceOnly).toBe(false);
  });

  test("imports only, over several lines too", () => {
    expect(
      signals("a.ts", '-import { a } from "a";\n+import {\n+  a,\n+  type B as C,\n+} from "a";\n ').importsOnly,
    ).toBe(true);
    expect(signals("a.ts", '   a,\n+  b,\n } from "a";', "import {").importsOnly).toBe(true);
    expect(signals("a.ts", '+import { a } from "a";\n \n+run(a);').importsOnly).toBe(false);
    expect(signals("a.ts", "+\n+").importsOnly).toBe(false);
    expect(signals("a.go", ' import (\n+\t"fmt"\n+\tlog "example.com/log"\n )').importsOnly).toBe(true);
    expect(signals("a.py", "-from a import b\n+from a import (\n+    b,\n+    c,\n+)").importsOnly).toBe(true);
    expect(signals("a.rs", "+use std::fs;").importsOnly).toBe(true);
    expect(signals("A.cs", "+using System.Text;\n+using var x = Open();").importsOnly).toBe(false);
    expect(signals("a.ts", "   total,\n+  total(b),\n }", "import {").importsOnly).toBe(false);
  });

  test("comments only, block comments by the lines in view", () => {
    expect(signals("a.ts", "-// a\n+// b\n code();").commentsOnly).toBe(true);
    expect(signals("a.ts", "+/** a\n+ * b\n+ */").commentsOnly).toBe(true);
    expect(signals("a.ts", " /*\n-a\n+b\n */").commentsOnly).toBe(true);
    expect(signals("a.ts", "  * a\n+ * b\n  */").commentsOnly).toBe(true);
    expect(signals("a.ts", "+/* a */ run();").commentsOnly).toBe(false);
    expect(signals("a.ts", "+a * b").commentsOnly).toBe(false);
    expect(signals("a.py", "+# a\n-#b").commentsOnly).toBe(true);
    expect(signals("a.py", '+"""Docs.\n+more\n+"""').commentsOnly).toBe(true);
    expect(signals("a.php", "+#[Attribute]").commentsOnly).toBe(false);
  });
});

describe("scoreHunk", () => {
  test("adds up as specified", () => {
    const hunk = hunkOf("-function login(password) {\n+function login(secret) {\n+  if (secret) {\n+  }");
    expect(scoreHunk("a.ts", "source", hunk, true)).toBe(100 + 15 + 12 + 8 + 10 + 4);
    expect(scoreHunk("a.ts", "test", hunk, false)).toBe(50 + 12 + 8 + 10 + 4);
    expect(scoreHunk("a.ts", "source", hunkOf("-  x\n+x"), false)).toBe(100 + 2 - 40);
    expect(scoreHunk("a.ts", "source", hunkOf('+import "a";'), false)).toBe(100 + 1 - 30);
    expect(scoreHunk("a.ts", "docs", hunkOf("+// a"), false)).toBe(25 + 1 - 20);
    expect(scoreHunk("a.ts", "generated", hunkOf(Array(40).fill("+x").join("\n")), false)).toBe(10);
  });
});
