/** An operation as the router sees it. */
export interface Routed {
  method: string;
  /** As in the vendor's reference: "/repos/{owner}/{repo}/issues". */
  path: string;
}

interface Compiled<Route extends Routed> {
  route: Route;
  segments: readonly string[];
  /** The last parameter takes all that is left of the path. */
  greedy: boolean;
}

export interface Match<Route extends Routed> {
  route: Route;
  params: Record<string, string>;
}

/** Parameters that may hold slashes: file paths and ref names. */
const GREEDY = /(\{path\}|\{dir\}|\{branch\}|\{basehead\}|\/git\/[a-z-]+\/\{ref\})$/;

const isParam = (segment: string): boolean => segment.startsWith("{");

function compile<Route extends Routed>(route: Route): Compiled<Route> {
  return { route, segments: route.path.split("/").slice(1), greedy: GREEDY.test(route.path) };
}

/** Literal segments beat parameters, longer templates beat greedy ones. */
function specificity({ segments, greedy }: Pick<Compiled<Routed>, "segments" | "greedy">): string {
  return segments.map((segment) => (isParam(segment) ? "1" : "0")).join("") + (greedy ? "2" : "0");
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function paramsOf(
  { segments, greedy }: Pick<Compiled<Routed>, "segments" | "greedy">,
  parts: readonly string[],
): Record<string, string> | undefined {
  if (greedy ? parts.length < segments.length : parts.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const rest = greedy && index === segments.length - 1 ? parts.slice(index) : parts.slice(index, index + 1);
    const value = rest.map(decode).join("/");
    if (isParam(segment)) params[segment.slice(1, -1)] = value;
    else if (segment !== value) return undefined;
  }
  return params;
}

/** Makes the function that finds the operation for a method and a raw (still encoded) path. */
export function createRouter<Route extends Routed>(
  routes: readonly Route[],
): (method: string, path: string) => Match<Route> | undefined {
  const compiled = routes.map((route) => compile(route)).toSorted((a, b) => (specificity(a) < specificity(b) ? -1 : 1));
  return (method, path) => {
    const parts = path.replace(/\/+$/, "").split("/").slice(1);
    for (const candidate of compiled) {
      if (candidate.route.method !== method) continue;
      const params = paramsOf(candidate, parts);
      if (params) return { route: candidate.route, params };
    }
    return undefined;
  };
}
