const WORD = /^\.?[a-z][a-zA-Z_.-]{0,39}$|^v?\d(?:\.\d)?$/;
/** A short value is part of many words: it is hidden only where it is a whole step of the path. */
const MIN_PART = 4;
const MAX_VALUES = 100;

/**
 * A vendor's path without what people named in it: `/repos/{}/{}/issues/{}`. Steps that have a value of the client's, and
 * those that are no words of an API, are hidden.
 *
 * @param named whatever the client sent: arguments, or the variables of a URI
 */
export function shownPath(path: string, named: unknown): string {
  const values = [...new Set(valuesOf(named))];
  const hidden = values.filter((value) => value.length >= MIN_PART);
  const short = new Set(values);
  return path
    .split("/")
    .map((step) => {
      if (step === "") return "";
      const plain = decoded(step).toLowerCase();
      return WORD.test(step) && !short.has(plain) && !hidden.some((value) => plain.includes(value)) ? step : "{}";
    })
    .join("/");
}

/** Every text and number in it, and of texts with several parts, such as `owner/name`, each part. */
function valuesOf(named: unknown): string[] {
  const found: string[] = [];
  const look = (value: unknown) => {
    if (found.length >= MAX_VALUES) return;
    if (typeof value === "string")
      found.push(...[value, ...value.split(/[/\s:#?&=]+/)].map((part) => part.toLowerCase()));
    else if (typeof value === "number") found.push(String(value));
    else if (typeof value === "object" && value !== null) for (const each of Object.values(value)) look(each);
  };
  look(named);
  return found.filter((value) => value !== "");
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
