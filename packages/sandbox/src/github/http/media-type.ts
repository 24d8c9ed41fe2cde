import type { Call } from "./route.ts";

/** The custom media type that a call asks for ("raw", "diff", "object"...), or "json". */
export function mediaType(call: Call): string {
  const accept = call.headers.accept ?? "";
  return /application\/vnd\.github(?:\.v3)?\.([a-z-]+)(?:\+json)?/.exec(accept)?.[1] ?? "json";
}
