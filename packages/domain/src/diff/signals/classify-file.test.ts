import { describe, expect, test } from "vitest";
import { classifyFile, type FileFacts } from "./classify-file.ts";

const classOf = (path: string, more: Partial<FileFacts> = {}) =>
  classifyFile({ path, status: "modified", patch: "@@ -1 +1 @@\n-a\n+b\n", ...more });

describe("classifyFile", () => {
  test.each([
    ["generated", "package-lock.json"],
    ["generated", "web/pnpm-lock.yaml"],
    ["generated", "Cargo.lock"],
    ["generated", "go.sum"],
    ["generated", "public/app.min.js"],
    ["generated", "public/app.css.map"],
    ["generated", "src/__snapshots__/cart.test.ts.snap"],
    ["generated", "vendor/github.com/x/y.go"],
    ["generated", "web/node_modules/left/index.js"],
    ["generated", "dist/index.js"],
    ["generated", "api/user.pb.go"],
    ["generated", "api/user_pb2.py"],
    ["generated", "src/schema.generated.ts"],
    ["test", "src/cart.test.ts"],
    ["test", "pkg/cart_test.go"],
    ["test", "tests/test_cart.py"],
    ["test", "src/test/java/CartTest.java"],
    ["test", "spec/cart_spec.rb"],
    ["docs", "README.md"],
    ["docs", "docs/guide.rst"],
    ["docs", "LICENSE"],
    ["config", ".github/workflows/ci.yml"],
    ["config", "tsconfig.json"],
    ["config", "Dockerfile"],
    ["config", "vite.config.ts"],
    ["config", "requirements-dev.txt"],
    ["config", ".eslintrc.cjs"],
    ["source", "src/cart.ts"],
    ["source", "cmd/vendor.go"],
    ["source", "src/distance.py"],
    ["source", "src/latest.ts"],
    ["source", "src/contest/entry.rb"],
    ["source", "db/migrate/1_users.sql"],
  ])("%s: %s", (expected, path) => {
    expect(classOf(path)).toBe(expected);
  });

  test("binary comes first, then renames and mode changes without changed lines", () => {
    expect(classOf("a.ts", { binary: true, status: "renamed" })).toBe("binary");
    const moved = { status: "renamed", previousPath: "old.ts", modeChanged: true } as const;
    expect(classOf("new.ts", { ...moved, patch: undefined })).toBe("rename");
    expect(classOf("new.ts", moved)).toBe("source");
    expect(classOf("run.sh", { modeChanged: true, patch: "" })).toBe("mode");
    expect(classOf("run.sh", { status: "changed", patch: undefined })).toBe("mode");
  });

  test("a rename whose patch the vendor left out is not a pure one", () => {
    expect(classOf("new.ts", { status: "renamed", previousPath: "old.ts", patch: undefined, additions: 9 })).toBe(
      "source",
    );
  });

  test("what the repository declares generated is generated", () => {
    const generatedGlobs = ["*.gen.ts", "/api/**/stubs/*.ts"];
    expect(classOf("src/a.gen.ts", { generatedGlobs })).toBe("generated");
    expect(classOf("api/v1/deep/stubs/a.ts", { generatedGlobs })).toBe("generated");
    expect(classOf("web/api/v1/stubs/a.ts", { generatedGlobs })).toBe("source");
  });
});
