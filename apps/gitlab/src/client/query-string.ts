import { snakeCase } from "./snake-keys.ts";

/** A query as GitLab reads it: `iids[]=1&iids[]=2`, `not[labels]=x`; undefined is left out. */
export function queryString(parameters: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams();
  const add = (name: string, value: unknown): void => {
    if (value === undefined || value === null) return;
    if (Array.isArray(value)) for (const one of value) add(`${name}[]`, one);
    else if (typeof value === "object") {
      for (const [key, inner] of Object.entries(value)) add(`${name}[${snakeCase(key)}]`, inner);
    } else {
      // oxlint-disable-next-line typescript/no-base-to-string -- what is left has one text only
      query.append(name, String(value));
    }
  };
  for (const [key, value] of Object.entries(parameters)) add(snakeCase(key), value);
  return query.toString();
}
