import { expect, test } from "vitest";

import { createGit, writeBlob, writeCommit, writeTag, writeTree } from "./store.ts";

// What `git hash-object`, `git mktree`, `git commit-tree` and `git mktag` print for the same content.
const git = createGit();
const who = { name: "Maja Lind", email: "maja.lind@harbor.example", atMs: 1_700_000_000_000 };

test("blobs have git's ids", () => {
  expect(writeBlob(git, "").oid).toBe("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
  expect(writeBlob(git, "hello\n").oid).toBe("ce013625030ba8dba906f756967f9e9ca394464a");
  expect(writeBlob(git, Buffer.from([0, 255, 10])).oid).toBe("506cd141ad4a679eee22d6a21dd267cca5734b92");
});

test("trees have git's ids, whatever order their entries came in", () => {
  const { oid } = writeBlob(git, "hello\n");
  expect(writeTree(git, []).oid).toBe("4b825dc642cb6eb9a060e54bf8d69288fbee4904");
  const inner = writeTree(git, [{ mode: "100755", name: "run.sh", oid }]);
  const entries = [
    { mode: "120000" as const, name: "z-link", oid },
    { mode: "040000" as const, name: "a", oid: inner.oid },
    // Sorts before the directory "a", as "a-b" < "a/".
    { mode: "100644" as const, name: "a-b", oid },
    { mode: "160000" as const, name: "theme", oid: "1".repeat(40) },
  ];
  expect(writeTree(git, entries).oid).toBe("0ff1c6f6534acdeca224595c634be00b27b953ed");
  expect(writeTree(git, entries.toReversed()).oid).toBe("0ff1c6f6534acdeca224595c634be00b27b953ed");
});

test("commits and annotated tags have git's ids", () => {
  const tree = writeTree(git, []).oid;
  const first = writeCommit(git, {
    tree,
    parents: [],
    author: who,
    committer: { ...who, zone: "+0200" },
    message: "First\n\nWith a body",
  });
  expect(first.oid).toBe("4abe01632e3bdfc148ec5600d4ea116352224ca0");
  const tag = writeTag(git, { object: first.oid, objectType: "commit", name: "v1", tagger: who, message: "One" });
  expect(tag.oid).toBe("220c5a301d8fb1ecf4e92958384efb2642343262");
});
