import { matchGlob } from "./match-glob.ts";

/** What happened to a file, in GitHub's words. `changed` is a change of type or mode. */
export type FileStatus = "added" | "modified" | "removed" | "renamed" | "copied" | "changed" | "unchanged";

export type FileClass = "binary" | "rename" | "mode" | "generated" | "test" | "docs" | "config" | "source";

export interface FileFacts {
  readonly path: string;
  readonly status: FileStatus;
  /** The patch text; absent or empty when no line changed, or when the vendor left it out. */
  readonly patch?: string | undefined;
  readonly previousPath?: string | undefined;
  readonly binary?: boolean | undefined;
  readonly modeChanged?: boolean | undefined;
  /** The vendor's line counts: they tell a pure rename from one whose patch was left out. */
  readonly additions?: number | undefined;
  readonly deletions?: number | undefined;
  /** Patterns that .gitattributes marks `linguist-generated`, read from the base, never from the change under review. */
  readonly generatedGlobs?: readonly string[] | undefined;
}

const lockfiles = new Set(
  `package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lock bun.lockb deno.lock cargo.lock gemfile.lock
  poetry.lock uv.lock pdm.lock pixi.lock pipfile.lock composer.lock go.sum go.work.sum mix.lock pubspec.lock podfile.lock
  packages.lock.json gradle.lockfile flake.lock package.resolved cartfile.resolved paket.lock .terraform.lock.hcl
  module.bazel.lock conan.lock rebar.lock cabal.project.freeze`.split(/\s+/),
);
const generatedFolder = /(?:^|\/)(?:vendor|node_modules|dist|__snapshots__)\//i;
const generatedName =
  /[.-]min\.(?:m?js|cjs|css)$|\.map$|\.snap$|\.pb\.(?:go|cc|h)$|_pb2(?:_grpc)?\.pyi?$|\.generated\.|\.g\.dart$|\.designer\.cs$|^zz_generated/i;
const testFolder = /(?:^|\/)(?:tests?|__tests__|__mocks__|specs?|e2e|testdata)\//i;
const testName =
  /[.-](?:test|spec|e2e|cy)\.[^.]+$|^test_[^/]*\.py$|_(?:test|spec)\.[^.]+$|^conftest\.py$|(?:Tests?|Spec|IT)\.(?:java|kt|scala|groovy|cs|php|swift)$/;
const configText = /^(?:requirements|constraints)[^/]*\.txt$|^cmakelists\.txt$|^robots\.txt$/i;
const docsName =
  /\.(?:mdx?|markdown|rst|adoc|asciidoc|txt|org)$|^(?:readme|licen[cs]e|changelog|changes|contributing|authors|notice|codeowners|security)(?:\.[^.]+)?$/i;
const configName =
  /\.(?:jsonc?|json5|ya?ml|toml|ini|cfg|conf|properties|env|editorconfig|csproj|sln|gradle|xml|plist)$|\.config\.[mc]?[jt]s$|rc\.[mc]?[jt]s$|^(?:dockerfile|containerfile|makefile|jenkinsfile|gemfile|rakefile|procfile|pipfile|go\.mod|go\.work|justfile|brewfile)(?:\.|$)|^\.|\.dockerfile$/i;

/** The class of a changed file, the first that fits. Only a rename or mode change without changed lines counts as one. */
export function classifyFile(file: FileFacts): FileClass {
  const name = file.path.slice(file.path.lastIndexOf("/") + 1);
  if (file.binary) return "binary";
  if (!changesLines(file)) {
    if (file.status === "renamed" || (file.previousPath !== undefined && file.previousPath !== file.path))
      return "rename";
    if (file.modeChanged || file.status === "changed") return "mode";
  }
  if (isGenerated(file, name)) return "generated";
  if (testFolder.test(file.path) || testName.test(name)) return "test";
  if (docsName.test(name) && !configText.test(name)) return "docs";
  if (configName.test(name) || configText.test(name) || /^\.(?:github|gitlab|circleci|vscode)\//.test(file.path)) {
    return "config";
  }
  return "source";
}

function changesLines({ patch, additions = 0, deletions = 0 }: FileFacts): boolean {
  return (patch !== undefined && patch !== "") || additions + deletions > 0;
}

function isGenerated({ path, generatedGlobs = [] }: FileFacts, name: string): boolean {
  return (
    lockfiles.has(name.toLowerCase()) ||
    generatedFolder.test(path) ||
    generatedName.test(name) ||
    generatedGlobs.some((glob) => matchGlob(glob, path))
  );
}
