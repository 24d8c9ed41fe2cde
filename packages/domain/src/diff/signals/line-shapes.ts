/** How a language's lines look: enough to name declarations, imports and comments without parsing. */
export interface LineShapes {
  readonly declaration?: RegExp;
  readonly importing?: RegExp;
  readonly lineComment?: RegExp;
  /** Opening and closing marks of comments that span lines. */
  readonly blockComment?: readonly [string, string];
}

const slashes = { lineComment: /^\s*\/\//, blockComment: ["/*", "*/"] } as const;
const hash = { lineComment: /^\s*#/ } as const;

const script: LineShapes = {
  ...slashes,
  declaration:
    /^\s*(?:export\s+)?(?:default\s+)?(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:function\b|class\b|interface\s|type\s+\w|enum\s|namespace\s)|^\s*(?:export\s+)?(?:const|let|var)\s+[\w$]+[^=]*=\s*(?:async\b\s*)?(?:\(|function\b|[\w$]+\s*=>)|^export\s+(?:default\b|const\s|let\s|var\s)|^\s+(?!(?:if|for|while|switch|catch|return|function|await|new|throw|with)\b)(?:(?:public|private|protected|static|async|override|get|set)\s+)*[\w$#]+\([^()]*\)[^(){};=]*\{\s*$/,
  importing:
    /^\s*import\b(?!\s*\()|^\s*\}\s*from\s+["']|^\s*export\s+(?:type\s+)?[*{][^;]*\sfrom\s|^\s*(?:const|let|var)\s[^=]*=\s*require\(/,
};
const modifiers =
  "(?:public|protected|private|internal|static|final|abstract|sealed|virtual|override|async|partial|readonly|native|synchronized|default)";
const javaLike = new RegExp(
  String.raw`^\s*(?:${modifiers}\s+)*(?:class|interface|enum|record|struct|@interface|namespace|delegate)\s+\w|^\s*(?:${modifiers}\s+)+[^=;({]*\(`,
);

const shapes: Readonly<Record<string, LineShapes>> = {
  script,
  python: {
    ...hash,
    declaration: /^\s*(?:async\s+)?def\s+\w|^\s*class\s+\w/,
    importing: /^\s*import\s+\w|^\s*from\s+[\w.]+\s+import\b/,
    blockComment: ['"""', '"""'],
  },
  go: {
    ...slashes,
    declaration: /^(?:func|type)\b|^(?:var|const)\s+\w/,
    importing: /^import\b|^\s+(?:[\w.]+\s+)?"[^"\s]+"\s*$/,
  },
  java: { ...slashes, declaration: javaLike, importing: /^\s*import\s/ },
  csharp: { ...slashes, declaration: javaLike, importing: /^\s*(?:global\s+)?using\s+[\w.=\s]+;/ },
  ruby: {
    ...hash,
    declaration: /^\s*(?:def|class|module)\s+\S/,
    importing: /^\s*(?:require|require_relative|load|autoload)\b/,
    blockComment: ["=begin", "=end"],
  },
  rust: {
    ...slashes,
    declaration:
      /^\s*(?:pub(?:\([^)]*\))?\s+)?(?:default\s+)?(?:const\s+)?(?:async\s+)?(?:unsafe\s+)?(?:extern\s+"[^"]*"\s+)?(?:fn|struct|enum|trait|impl|mod|type|union|macro_rules!)(?:\s|<)|^\s*(?:pub(?:\([^)]*\))?\s+)?(?:const|static)\s+(?:mut\s+)?[A-Z_0-9]+\s*:/,
    importing: /^\s*(?:pub(?:\([^)]*\))?\s+)?(?:use|extern\s+crate)\s/,
  },
  php: {
    lineComment: /^\s*(?:\/\/|#(?!\[))/,
    blockComment: ["/*", "*/"],
    declaration:
      /^\s*(?:(?:abstract|final|public|protected|private|static|readonly)\s+)*(?:function|class|interface|trait|enum)\s+&?\w/,
    importing: /^\s*(?:use\s+[\w\\]|(?:require|include)(?:_once)?\b)/,
  },
  slashes,
  hash,
  markup: { blockComment: ["<!--", "-->"] },
};

const languages: Readonly<Record<string, readonly string[]>> = {
  script: ["ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs", "vue", "svelte"],
  python: ["py", "pyi"],
  go: ["go"],
  java: ["java"],
  csharp: ["cs"],
  ruby: ["rb", "rake"],
  rust: ["rs"],
  php: ["php"],
  slashes: [
    "c",
    "h",
    "cc",
    "cpp",
    "hpp",
    "kt",
    "kts",
    "swift",
    "scala",
    "dart",
    "proto",
    "scss",
    "less",
    "css",
    "groovy",
  ],
  hash: ["sh", "bash", "yml", "yaml", "toml", "tf", "pl", "r", "ex", "exs", "nix"],
  markup: ["html", "xml", "md", "mdx"],
};
const byExtension = new Map(
  Object.entries(languages).flatMap(([language, names]) =>
    names.map((name) => [name, shapes[language] ?? {}] as const),
  ),
);

/** The line shapes of a file, by its extension; none are known for most other files. */
export function lineShapes(path: string): LineShapes {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return byExtension.get(name.slice(name.lastIndexOf(".") + 1).toLowerCase()) ?? {};
}
