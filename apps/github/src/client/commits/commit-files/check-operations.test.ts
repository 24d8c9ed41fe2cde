import { describe, expect, test } from "vitest";
import type { FileOperation } from "../../../shape/file-operation.ts";
import { checkOperations } from "./check-operations.ts";

const edit = { op: "edit", path: "a", edits: [{ old_text: "x", new_text: "y", count: 1 }] } satisfies FileOperation;

test("every kind of operation can be right", () => {
  const operations: FileOperation[] = [
    { op: "create", path: "new", content: "x" },
    { op: "update", path: "b", content: "", mode: "100755" },
    { op: "upsert", path: "c", content: "AAE=", encoding: "base64" },
    edit,
    { op: "delete", path: "d" },
    { op: "move", path: "e", from_path: "f" },
    { op: "chmod", path: "g", mode: "100755" },
  ];
  expect(() => checkOperations(operations)).not.toThrow();
});

describe("refused before anything is sent", () => {
  const rows: [string, FileOperation[], string][] = [
    ["an absolute path", [{ op: "delete", path: "/etc/passwd" }], "absolute"],
    ["a way out", [{ op: "delete", path: "a/../../b" }], "dot segment"],
    ["git's own folder", [{ op: "create", path: ".git/config", content: "" }], "git folder"],
    ["one path twice", [edit, { op: "delete", path: "a" }], "duplicate"],
    ["a move onto a changed path", [edit, { op: "move", path: "b", from_path: "a" }], "duplicate"],
    ["a field missing", [{ op: "update", path: "a" }], "update needs content"],
    ["a field too many", [{ op: "delete", path: "a", content: "x" }], "delete takes no content"],
    ["no base64", [{ op: "create", path: "a", content: "?", encoding: "base64" }], "no base64"],
    ["no text", [{ op: "create", path: "a", content: "\ud800" }], "no text"],
  ];
  test.each(rows)("%s", (_, operations, reason) => {
    expect(() => checkOperations(operations)).toThrow(
      expect.objectContaining({ code: "invalid_input", message: expect.stringContaining(reason) }),
    );
  });

  test("more than 5 MB", () => {
    const content = "x".repeat(3 * 1024 * 1024);
    const operations: FileOperation[] = [
      { op: "create", path: "a", content },
      { op: "create", path: "b", content },
    ];
    expect(() => checkOperations(operations)).toThrow(expect.objectContaining({ code: "too_large" }));
  });
});
