import { wordOf } from "../errors/errors.ts";
import { keep, recall } from "../request/remember.ts";
import type { SlackReadContext } from "../slack-client.ts";
import { mayUse } from "../viewer/viewer.ts";

/** A row of `assistant.search.context`, whatever was looked for. */
export interface ContextMessage {
  author_name?: string;
  author_user_id?: string;
  channel_id?: string;
  channel_name?: string;
  message_ts?: string;
  thread_ts?: string;
  content?: string;
  is_author_bot?: boolean;
  blocks?: unknown;
  context_messages?: { before?: ContextNeighbour[]; after?: ContextNeighbour[] };
}

interface ContextNeighbour {
  text?: string;
  user_id?: string;
  ts?: string;
}

export interface ContextAnswer {
  results?: {
    messages?: ContextMessage[];
    files?: { file_id?: string; title?: string; author_user_id?: string; date_created?: number; permalink?: string }[];
    channels?: { channel_id?: string; name?: string; topic?: string; is_archived?: boolean; permalink?: string }[];
    users?: { user_id?: string; full_name?: string; name?: string; title?: string; email?: string }[];
  };
  response_metadata?: { next_cursor?: string };
}

/** Words with which Slack says that this workspace, token or plan does not have it. */
const OFF =
  /^(feature_not_enabled|assistant_search_context_disabled|missing_scope|no_permission|not_allowed_token_type|missing_action_token|enterprise_is_restricted|unknown_method)$/;
const OFF_MS = 600_000;

/** For how long a tool's answer that holds such results may be served again (Slack's terms). */
export const NOT_KEPT_MS = 0;

/**
 * Slack's real-time search. Its results are for this answer alone: they are never kept.
 *
 * @returns undefined where the workspace or the token does not have it; that is remembered for ten minutes.
 */
export async function searchContext(
  context: SlackReadContext,
  what: "messages" | "files" | "channels" | "users",
  args: Record<string, unknown>,
): Promise<ContextAnswer | undefined> {
  const off = `no-search/${what}`;
  if (recall(context, off) === true || !(await mayUse(context, ...SCOPES[what]))) return undefined;
  try {
    // It searches every workspace of an organization at once: there is no team to name.
    const answer: ContextAnswer = await context.client.web.apiCall("assistant.search.context", {
      content_types: what,
      limit: 20,
      ...args,
    });
    return answer;
  } catch (error) {
    if (!OFF.test(wordOf(error) ?? "")) throw error;
    keep(context, off, true, OFF_MS);
    return undefined;
  }
}

const SCOPES = {
  messages: ["search:read.public"],
  channels: ["search:read.public"],
  files: ["search:read.files"],
  users: ["search:read.users"],
} as const;
