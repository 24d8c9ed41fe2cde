export interface PathMatch {
  readonly template: string;
  /** Decoded values by parameter name. */
  readonly parameters: Readonly<Record<string, string>>;
}

interface Pattern {
  readonly template: string;
  readonly test: RegExp;
  readonly names: readonly string[];
  /** The first literal segment after a parameter, and its place: comparing it spares most of the regular expressions. */
  readonly mark?: readonly [index: number, text: string];
  /** A digit a segment: 0 literal, 1 partly, 2 parameter, 4 spanning one; 3 ends it. Patterns are tried in this order. */
  readonly rank: string;
}

// `{name}`, and GitLab's `*name` and `(*name/)`, which span segments.
const hole = /(?:\(?\*|\{)([\w-]+)(?:\/\)|\})?/;
const special = /[.*+?^${}()|[\]\\]/g;

/**
 * Finds the template that a path fits, literal segments before parameters, from left to right.
 * `slashes` names the parameters that may span segments, as `literal/{name}`; with a `?` after it, also none.
 * `accepts` narrows the search, by method for example.
 */
export function pathIndex(
  templates: readonly string[],
  slashes: readonly string[] = [],
): (path: string, accepts: (template: string) => boolean) => PathMatch | undefined {
  const buckets = new Map<string, Pattern[]>();
  for (const template of templates) {
    const key = /[{*(]/.test(firstSegment(template)) ? "*" : firstSegment(template);
    const bucket = buckets.get(key) ?? [];
    // GitLab's "(-/)": a segment that may be left out.
    const spellings = new Set([template.replace("(-/)", ""), template.replace("(-/)", "-/")]);
    for (const spelling of spellings) bucket.push({ ...compile(spelling, slashes), template });
    buckets.set(key, bucket);
  }
  for (const bucket of buckets.values()) bucket.sort((a, b) => (a.rank < b.rank ? -1 : 1));

  return (path, accepts) => {
    const segments = path.slice(1).split("/");
    for (const key of [firstSegment(path), "*"]) {
      for (const pattern of buckets.get(key) ?? []) {
        if (pattern.mark && segments[pattern.mark[0]] !== pattern.mark[1]) continue;
        const values = pattern.test.exec(path);
        if (values && accepts(pattern.template))
          return { template: pattern.template, parameters: decode(pattern.names, values) };
      }
    }
    return undefined;
  };
}

function firstSegment(path: string): string {
  const end = path.indexOf("/", 1);
  return end === -1 ? path.slice(1) : path.slice(1, end);
}

function compile(template: string, slashes: readonly string[]): Omit<Pattern, "template"> {
  const segments = template.slice(1).split(/\/(?!\))/); // not the slash of "(*name/)"
  const names: string[] = [];
  let source = "";
  let rank = "";
  for (const [index, segment] of segments.entries()) {
    const place = `${segments[index - 1]}/${segment}`;
    const literals = segment.split(hole).filter((_, part) => part % 2 === 0);
    names.push(...segment.split(hole).filter((_, part) => part % 2 === 1));
    const spans = segment.includes("*") || slashes.includes(place) || slashes.includes(`${place}?`);
    const text = literals.map((part) => part.replaceAll(special, String.raw`\$&`)).join(spans ? "(.+)" : "([^/]+)");
    source += slashes.includes(`${place}?`) ? "(?:/(.*))?" : `/${text}`;
    rank += literals.length === 1 ? "0" : literals.some((part) => part !== "") ? "1" : spans ? "4" : "2";
  }
  const mark = /^0*[12]+(?=0)/.exec(rank)?.[0].length;
  return {
    names,
    test: new RegExp(`^${source}$`),
    rank: `${rank}3`,
    ...(mark !== undefined && { mark: [mark, segments[mark] ?? ""] }),
  };
}

function decode(names: readonly string[], values: RegExpExecArray): Record<string, string> {
  return Object.fromEntries(names.map((name, index) => [name, safelyDecoded(values[index + 1] ?? "")]));
}

function safelyDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
