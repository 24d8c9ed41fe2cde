/** Octokit parses integers above 2^53 to BigInt, which `JSON.stringify` refuses: as text they stay exact. */
export function bigintsToStrings<T>(value: T): T;
export function bigintsToStrings(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      if (typeof item === "bigint" || typeof item === "object") value[index] = bigintsToStrings<unknown>(item);
    }
  } else if (isPlainObject(value)) {
    for (const key in value) {
      const item = value[key];
      if (typeof item === "bigint" || typeof item === "object") value[key] = bigintsToStrings(item);
    }
  }
  return value;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
