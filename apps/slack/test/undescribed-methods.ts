import type { Exchange } from "@fairlead/testkit/guard";

/** Methods that Slack's API description of 2021 lacks, with the arguments that Slack's reference names for them. */
const METHODS: Readonly<Record<string, readonly string[]>> = {
  "assistant.search.context": [
    "query",
    "channel_types",
    "content_types",
    "limit",
    "cursor",
    "before",
    "after",
    "sort",
    "sort_dir",
    "include_bots",
    "include_context_messages",
    "include_message_blocks",
    "include_deleted_users",
    "include_archived_channels",
    "disable_semantic_search",
  ],
  "assistant.search.info": ["team_id"],
  "auth.teams.list": ["limit", "cursor"],
  "bookmarks.list": ["channel_id"],
  "canvases.getContent": ["canvas_id", "content_type"],
  "files.completeUploadExternal": ["files", "channel_id", "thread_ts", "initial_comment"],
  "files.getUploadURLExternal": ["filename", "length", "alt_txt", "snippet_type"],
  "search.files": ["query", "count", "page", "sort", "sort_dir", "team_id"],
  "workflows.featured.list": ["channel_ids"],
};

export function isUndescribed({ path }: Pick<Exchange, "path">): boolean {
  return Object.hasOwn(METHODS, methodIn(path));
}

/** Arguments of such a method that its reference does not name. */
export function undescribedFindings({ path, requestBody }: Pick<Exchange, "path" | "requestBody">): string[] {
  const known = METHODS[methodIn(path)];
  const names = typeof requestBody === "object" && requestBody !== null ? Object.keys(requestBody) : [];
  return known === undefined
    ? []
    : names.filter((name) => !known.includes(name)).map((name) => `${methodIn(path)}: ${name}`);
}

function methodIn(path: string): string {
  return path.replace(/^\/api\//, "");
}
