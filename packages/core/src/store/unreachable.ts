import { ConfigError } from "../config/index.ts";

/**
 * Tells the operator that what a setting leads to cannot be used.
 *
 * @returns what takes the failure, and throws the ConfigError.
 */
export function unreachable(where: string, url: string): (error: unknown) => never {
  return (error) => {
    throw new ConfigError([{ where, found: shownUrl(url), advice: `It cannot be used: ${reasonOf(error)}` }]);
  };
}

/** Where it leads, without user and password. */
export function shownUrl(url: string): string {
  if (!URL.canParse(url)) return "a value that is no URL";
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join("; ");
  return error instanceof Error ? error.message : String(error);
}
