/** A pattern for names such as `acme/shop`: `*` stands for any text within a segment, `**` for any number of segments. */
export interface NamePattern {
  matches(name: string): boolean;
  /** Whether a name that begins with these segments could match. */
  mayBegin(segments: readonly string[]): boolean;
}

/** Reads a pattern. Capitals do not count: no vendor has two names that differ in nothing else. */
export function namePattern(pattern: string): NamePattern {
  const parts = segmentsOf(pattern);
  return {
    matches: (name) => matchSegments(parts, segmentsOf(name)),
    mayBegin: (segments) =>
      beginsSo(
        parts,
        segments.map((segment) => segment.toLowerCase()),
      ),
  };
}

function segmentsOf(text: string): string[] {
  return text.toLowerCase().split("/");
}

/** Goes back to the last `**` alone: a later one can stand for whatever an earlier one could have taken more of. */
function matchSegments(parts: readonly string[], segments: readonly string[]): boolean {
  let [part, at] = [0, 0];
  let last: { part: number; at: number } | undefined;
  for (let segment = segments[at]; segment !== undefined; segment = segments[at]) {
    const wanted = parts[part];
    if (wanted === "**") {
      last = { part, at };
      part += 1;
    } else if (wanted !== undefined && matchText(wanted, segment)) {
      part += 1;
      at += 1;
    } else if (last !== undefined) {
      last.at += 1;
      part = last.part + 1;
      at = last.at;
    } else {
      return false;
    }
  }
  return parts.slice(part).every((each) => each === "**");
}

function beginsSo(parts: readonly string[], segments: readonly string[]): boolean {
  const [part, ...rest] = parts;
  const [segment, ...others] = segments;
  if (segment === undefined || part === "**") return part !== undefined;
  return part !== undefined && matchText(part, segment) && beginsSo(rest, others);
}

/** The texts between the stars in their order: no pattern makes this slow. */
function matchText(part: string, text: string): boolean {
  const [first = "", ...texts] = part.split("*");
  const last = texts.pop();
  if (last === undefined) return text === first;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const each of texts) {
    const found = text.indexOf(each, at);
    if (found < 0) return false;
    at = found + each.length;
  }
  return at <= text.length - last.length;
}
