/** Members whose keys are the caller's own names, not the API's. */
const OWN_NAMES = new Set(["inputs", "job_inputs", "override_params"]);

/** gitbeaker's camelCase as the API spells it, all the way down; names that a caller chose are left alone. */
export function snakeKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      if (inner === undefined) return [];
      const name = snakeCase(key);
      return [[name, OWN_NAMES.has(name) ? inner : snakeKeys(inner)]];
    }),
  );
}

export function snakeCase(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
