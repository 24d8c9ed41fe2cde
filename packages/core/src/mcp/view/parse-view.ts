import { nearest } from "../../connector/index.ts";
import { ViewError, type View } from "./view.ts";

const PROFILE = /^@([a-z0-9][a-z0-9_-]{0,39})$/;
const FORMS =
  "/mcp, /mcp/readonly, /mcp/lazy, /mcp/x/{toolset,toolset}, /mcp/x/{…}/readonly, each also as /mcp/@{profile}/…";

/** Names that a view may use. */
export interface Vocabulary {
  toolsets: ReadonlySet<string>;
  tools: ReadonlySet<string>;
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
  if (toolsets !== undefined) checkNames("toolset", toolsets, known.toolsets, 400);
  if (tools !== undefined) checkNames("tool", tools, known.tools, 400);
  return {
    ...view,
    toolsets,
    tools,
    exclude: listOf(headers["x-mcp-exclude-tools"]) ?? [],
    readonly: view.readonly || isTrue(headers["x-mcp-readonly"]),
  };
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

function isTrue(value: string | string[] | undefined): boolean {
  return typeof value === "string" && ["true", "1", "yes", "on"].includes(value.trim().toLowerCase());
}
