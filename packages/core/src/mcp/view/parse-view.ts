import { nearest } from "../../connector/index.ts";
import { ViewError, type View } from "./view.ts";

const PROFILE = /^@([a-z0-9][a-z0-9_-]{0,39})$/;
const FORMS =
  "/mcp, /mcp/readonly, /mcp/lazy, /mcp/x/{toolset,toolset}, /mcp/x/{…}/readonly, each also as /mcp/@{profile}/…";

/** Names that a view may use. */
export interface Vocabulary {
  toolsets: ReadonlySet<string>;
  tools: ReadonlySet<string>;
  /** Tools that are no connector's own. They can be left out, and chosen only by leaving the choice open. */
  finders?: readonly string[];
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/**
 * Reads DESIGN §4's URL forms and `X-MCP-*` headers.
 *
 * @param path Below the connector's mount, beginning with `/mcp`.
 * @throws ViewError for a form or name that does not exist.
 */
export function parseView(path: string, headers: Headers, known: Vocabulary): View {
  const view = parsePath(path, known);
  const toolsets = listOf(headers["x-mcp-toolsets"]);
  const tools = listOf(headers["x-mcp-tools"]);
  const exclude = listOf(headers["x-mcp-exclude-tools"]) ?? [];
  if (toolsets !== undefined) checkNames("toolset", toolsets, known.toolsets, 400);
  if (tools !== undefined) checkNames("tool", tools, known.tools, 400);
  // A misspelt name would leave a tool in that somebody wants out.
  if (exclude.length > 0) checkNames("tool", exclude, new Set([...known.tools, ...(known.finders ?? [])]), 400);
  return { ...view, toolsets, tools, exclude, readonly: view.readonly || isReadonly(headers["x-mcp-readonly"]) };
}

function parsePath(path: string, known: Vocabulary): View {
  const segments = path.split("/").slice(2);
  const profile = PROFILE.exec(segments[0] ?? "")?.[1];
  if (profile !== undefined) segments.shift();

  const view: View = {
    profile,
    within: undefined,
    toolsets: undefined,
    tools: undefined,
    exclude: [],
    readonly: false,
    lazy: false,
  };
  if (segments[0] === "x" && segments[1] !== undefined) {
    view.within = listOf(decode(segments[1])) ?? [];
    checkNames("toolset", view.within, known.toolsets, 404);
    segments.splice(0, 2);
  }
  if (segments[0] === "lazy" && view.within === undefined) {
    view.lazy = true;
    segments.shift();
  }
  if (segments[0] === "readonly") {
    view.readonly = true;
    segments.shift();
  }
  if (segments.length > 0) throw new ViewError(404, `No such MCP URL. The forms are ${FORMS}.`);
  return view;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new ViewError(404, `The URL is not valid percent-encoding. The forms are ${FORMS}.`);
  }
}

function checkNames(kind: string, names: readonly string[], known: ReadonlySet<string>, status: 400 | 404): void {
  for (const name of names) {
    if (known.has(name)) continue;
    const hint = nearest(name, known);
    const help = hint === undefined ? `There are: ${[...known].toSorted().join(", ")}.` : `Did you mean ${hint}?`;
    throw new ViewError(status, `There is no ${kind} "${name.slice(0, 80)}". ${help}`);
  }
  if (names.length === 0) throw new ViewError(status, `Name at least one ${kind}.`);
}

function listOf(value: string | string[] | undefined): string[] | undefined {
  if (value === undefined) return undefined;
  const text = Array.isArray(value) ? value.join(",") : value;
  return [
    ...new Set(
      text
        .split(",")
        .map((name) => name.trim())
        .filter((name) => name !== ""),
    ),
  ];
}

/** @throws ViewError for a value that is neither yes nor no: who sends it expects to be safe. */
function isReadonly(value: string | string[] | undefined): boolean {
  const words = listOf(value) ?? [];
  return words.reduce((before, word) => before || yesOrNo(word), false);
}

function yesOrNo(word: string): boolean {
  switch (word.toLowerCase()) {
    case "true":
    case "1":
    case "yes":
    case "on":
      return true;
    case "false":
    case "0":
    case "no":
    case "off":
      return false;
    default:
      throw new ViewError(400, `X-MCP-Readonly is true or false, not "${word.slice(0, 20)}".`);
  }
}
