/** What a URI says for a template's variables, decoded; variables that are not in it are absent. */
export type UriVariables = Readonly<Record<string, string | readonly string[]>>;

/** A template, ready to be held against URIs. */
export interface UriTemplate {
  /** Undefined where the URI is not of this form. */
  match(uri: string): UriVariables | undefined;
}

interface Hole {
  name: string;
  list: boolean;
}

const EXPRESSION = /\{(?<operator>[/?]?)(?<names>[A-Za-z_]\w*(?:,[A-Za-z_]\w*)*)(?<explode>\*?)\}/g;
const FORMS = "{name}, {/name*} and, last, {?name,name}";

/**
 * Prepares a URI template (RFC 6570) of the forms that resources use: `{name}` is one segment, `{/name*}` any number of
 * segments, also none, and a last `{?a,b}` any of these parameters in any order.
 *
 * @throws TypeError for any other form.
 */
export function uriTemplate(template: string): UriTemplate {
  const holes: Hole[] = [];
  const queryNames = new Set<string>();
  let pattern = "";
  let end = 0;
  for (const { index, 0: expression, groups = {} } of template.matchAll(EXPRESSION)) {
    const { operator = "", names = "", explode = "" } = groups;
    pattern += literal(template.slice(end, index));
    end = index + expression.length;
    if (operator === "?" && explode === "" && end === template.length) {
      for (const name of names.split(",")) queryNames.add(name);
      pattern += "(?:\\?(?<query>[^#]*))?";
    } else if (!names.includes(",") && (operator === "/") === (explode === "*") && operator !== "?") {
      holes.push({ name: names, list: operator === "/" });
      pattern += operator === "/" ? "((?:/[^/?#]*)*)" : "([^/?#]+)";
    } else {
      throw new TypeError(`${expression} in ${template} is not of the forms ${FORMS}.`);
    }
  }
  pattern += literal(template.slice(end));
  const whole = new RegExp(`^${pattern}$`);
  return {
    match(uri) {
      const found = whole.exec(uri);
      return found === null ? undefined : variablesOf(found, holes, queryNames);
    },
  };
}

function literal(text: string): string {
  if (/[{}]/.test(text)) throw new TypeError(`${text} is not of the forms ${FORMS}.`);
  return text.replaceAll(/[.*+?^$()|[\]\\/-]/g, String.raw`\$&`);
}

function variablesOf(
  found: RegExpExecArray,
  holes: readonly Hole[],
  queryNames: ReadonlySet<string>,
): UriVariables | undefined {
  const variables = new Map<string, string | readonly string[]>();
  try {
    for (const [index, { name, list }] of holes.entries()) {
      const text = found[index + 1] ?? "";
      if (!list) variables.set(name, decodeURIComponent(text));
      else if (text !== "") variables.set(name, text.slice(1).split("/").map(decodeURIComponent));
    }
    const query = found.groups?.["query"];
    for (const pair of query === undefined ? [] : query.split("&")) {
      const [, name = "", value] = /^([^=]*)=(.*)$/.exec(pair) ?? [];
      if (value === undefined || !queryNames.has(name) || variables.has(name)) return undefined;
      variables.set(name, decodeURIComponent(value));
    }
  } catch (error) {
    // A stray percent sign: such a URI names nothing.
    if (error instanceof URIError) return undefined;
    throw error;
  }
  return Object.fromEntries(variables);
}
