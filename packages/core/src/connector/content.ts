/** A block of an MCP result, as the protocol spells it (server/tools "Tool Result"). */
export type ContentBlock =
  | { type: "text"; text: string }
  | { type: "image"; data: string; mimeType: string }
  | { type: "audio"; data: string; mimeType: string }
  | { type: "resource_link"; uri: string; name: string; mimeType?: string; description?: string }
  | {
      type: "resource";
      resource: { uri: string; mimeType?: string; text: string } | { uri: string; mimeType?: string; blob: string };
    };

const CONTENT = Symbol("content");

/** A result given as ready blocks, for tools that answer with pictures or sound instead of facts. */
export interface Content {
  readonly [CONTENT]: true;
  readonly blocks: readonly ContentBlock[];
}

/** Answers a call with blocks instead of structured output. */
export function content(...blocks: ContentBlock[]): Content {
  return { [CONTENT]: true, blocks };
}

/** Tells ready blocks from structured output. */
export function isContent(value: unknown): value is Content {
  return typeof value === "object" && value !== null && CONTENT in value;
}
