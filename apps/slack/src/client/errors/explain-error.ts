import { ToolError, type ErrorCode } from "@fairlead/core";
import { isHttpError, isPlatformError, wordOf } from "./errors.ts";

/** From the particular to the general: the first row that knows a word explains it. */
const ROWS: readonly (readonly [RegExp, ErrorCode, string])[] = [
  [
    /^(invalid_auth|token_revoked|token_expired|account_inactive|not_authed)$/,
    "reauthorize",
    "Slack no longer accepts this sign-in: connect the account again.",
  ],
  [
    /^user_not_in_channel$/,
    "forbidden",
    "That person is not in the channel: invite them first, or write to them directly.",
  ],
  [/^not_in_channel$/, "forbidden", "This account is not in that channel: join it, or ask to be invited."],
  [
    /^restricted_action_thread_only_channel$/,
    "forbidden",
    "Only replies may be posted in that channel: pass the thread_ts of a message.",
  ],
  [
    /^(restricted_action_non_threadable_channel|cannot_reply_to_message)$/,
    "forbidden",
    "Slack takes no reply to that message: leave out thread_ts.",
  ],
  [/^(restricted_action_thread_locked|thread_locked)$/, "forbidden", "An admin has locked that thread."],
  [/^restricted_action/, "forbidden", "Posting there is restricted to some people: ask an admin of the workspace."],
  [/^edit_window_closed$/, "forbidden", "The workspace no longer allows this message to be edited."],
  [/^cant_(update|delete)_message$/, "forbidden", "Only messages that this account wrote itself can be changed."],
  [
    /^(slack_connect_|no_external_invite_permission|posting_to_channel_denied)/,
    "forbidden",
    "The other organization of this shared channel does not allow it.",
  ],
  [
    /^compliance_exports_prevent_deletion$/,
    "forbidden",
    "The workspace keeps its messages for compliance: none can be deleted.",
  ],
  [/^last_member$/, "forbidden", "Nobody else is left in that channel: archive it in Slack instead."],
  [/^user_disabled$/, "forbidden", "That person's account is deactivated."],
  [
    /^(user_is_(ultra_)?restricted|cant_|cannot_update_|permission_denied|not_authorized|not_(app_)?admin|no_access|not_reactable|org_login_required|access_denied|team_access_not_granted|two_factor_setup_required|ekm_access_denied|ura_max_channels)/,
    "forbidden",
    "Slack does not let this account do that here.",
  ],
  [
    /^(not_allowed_token_type|feature_not_enabled|method_not_supported_for_channel_type|free_teams_cannot_|paid_teams_only|plan_upgrade_required|canvas_disabled_|assistant_search_context_disabled|missing_action_token|user_is_bot|enterprise_is_restricted|as_user_not_supported)/,
    "unsupported",
    "This kind of token, conversation or plan does not have that.",
  ],
  [/^(unknown_method|method_deprecated)$/, "unsupported", "This Slack does not have that method."],
  [
    /^(file_deleted|canvas_deleted|not_visible|user_not_visible|no_such_subteam|.*_not_found|not_found)$/,
    "not_found",
    "There is nothing of that name, or it is not visible to this account.",
  ],
  [
    /^(name_taken|handle_already_exists|name_already_exists)$/,
    "conflict",
    "That name is taken, possibly by something archived: choose another.",
  ],
  [
    /^(is_archived|is_inactive|already_archived|not_archived)$/,
    "conflict",
    "The channel is archived, or not: read it again first.",
  ],
  [
    /^(block_mismatch|streaming_state_conflict|external_channel_migrating)$/,
    "conflict",
    "The object has changed: read it again first.",
  ],
  [
    /^(msg_too_long|msg_blocks_too_long|metadata_too_large|query_too_long|file_upload_size_restricted|snippet_too_large|too_long)$/,
    "too_large",
    "That is more than Slack takes in one call: shorten it.",
  ],
  [
    /^(ratelimited|rate_limited|message_limit_exceeded|restricted_too_many)$/,
    "rate_limited",
    "Slack asks to wait 30 s before the next call.",
  ],
  [
    /^(internal_error|fatal_error|service_unavailable|team_added_to_org|request_timeout|fetch_members_failed|unreadable_answer)$/,
    "upstream_unavailable",
    "Slack could not answer: try again in a minute.",
  ],
  [
    /^(invalid_|bad_|no_text|time_in_past|time_too_far|cannot_parse|too_many_|markdown_text_conflict|no_user|users_list_not_supplied|no_users_provided|missing_argument|no_query|no_channel|no_item_specified|not_enough_users|unknown_type|limit_required|reserved_name)/,
    "invalid_input",
    "Slack could not use these values",
  ],
];

/** Maps an error of the SDK to a code and one sentence of what to do next; undefined for errors of anything else. */
export function explainError(error: unknown): ToolError | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth += 1) {
    if (at instanceof ToolError) return at;
    if (isPlatformError(at)) return explainWord(at);
    if (isHttpError(at)) return explainStatus(at.statusCode, at);
  }
  return undefined;
}

function explainWord(error: Error): ToolError {
  const word = wordOf(error) ?? "unreadable_answer";
  if (word === "missing_scope" || word === "no_permission") return missingScope(error);
  for (const [pattern, code, sentence] of ROWS) {
    if (!pattern.test(word)) continue;
    const shown =
      code === "invalid_input"
        ? `${sentence} (${word.replaceAll("_", " ")}): correct them and repeat the call.`
        : sentence;
    const retryAfterS = code === "rate_limited" ? 30 : code === "upstream_unavailable" ? 60 : undefined;
    return new ToolError(code, shown, {
      details: { slack: word },
      cause: error,
      ...(retryAfterS !== undefined && { retryAfterS }),
    });
  }
  return new ToolError("internal", `Slack refused in a word that is not known here: ${word}.`, {
    details: { slack: word },
    cause: error,
  });
}

function missingScope(error: Error): ToolError {
  const { needed = "" } = (error as Error & { data: { needed?: string } }).data;
  const scopes = needed.split(",").filter((scope) => /^[\w:.]{1,60}$/.test(scope));
  const what = scopes.length > 0 ? `one of the scopes ${scopes.join(", ")}` : "a scope";
  return new ToolError("insufficient_scope", `The token lacks ${what}: connect the account again and grant it.`, {
    scopes,
    cause: error,
  });
}

function explainStatus(status: number, cause: Error): ToolError {
  if (status === 401)
    return new ToolError("reauthorize", "Slack no longer accepts this sign-in: connect the account again.", { cause });
  if (status === 413)
    return new ToolError("too_large", "That is more than Slack takes in one call: shorten it.", { cause });
  if (status < 500) return new ToolError("internal", "Slack answered in a way that is not known here.", { cause });
  return new ToolError(
    "upstream_unavailable",
    "Slack could not answer. After a write, call again with the same idempotency_key: it looks before it sends.",
    {
      retryAfterS: 60,
      cause,
    },
  );
}
