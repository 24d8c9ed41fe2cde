import { expect, test } from "vitest";
import { unifiedPreview } from "./unified-preview.ts";

test("shows a change, a new and a deleted file", () => {
  expect(unifiedPreview("src/a.ts", "a\nb\n", "a\nc\nd\n")).toEqual({
    text: "--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1,2 +1,3 @@\n a\n-b\n+c\n+d\n",
    additions: 2,
    deletions: 1,
  });
  expect(unifiedPreview("a", null, "x\n").text).toBe("--- /dev/null\n+++ b/a\n@@ -0,0 +1 @@\n+x\n");
  expect(unifiedPreview("a", "x\n", null)).toMatchObject({
    text: expect.stringContaining("+++ /dev/null"),
    deletions: 1,
  });
  expect(unifiedPreview("a", "x\n", "x\n")).toEqual({ text: "", additions: 0, deletions: 0 });
});
