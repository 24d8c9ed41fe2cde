import type { Exception } from "@fairlead/testkit/guard";

const ORG = "Tokens of a whole organization name the workspace: newer than the description.";

/** What Slack does and its API description of 2021 does not say. Each with its reason; none without need. */
export const guardExceptions: readonly Exception[] = [
  ...["POST /chat.postMessage", "POST /chat.scheduleMessage", "POST /chat.postEphemeral"].map(
    (operation): Exception => ({
      operation,
      kind: "undeclared_query",
      pointer: "/markdown_text",
      reason: "Slack takes Markdown since 2025.",
    }),
  ),
  {
    operation: "POST /chat.postMessage",
    kind: "undeclared_query",
    pointer: "/metadata",
    reason: "Apps put metadata to messages since 2022.",
  },
  ...["GET /conversations.history", "GET /conversations.replies"].map((operation): Exception => ({
    operation,
    kind: "undeclared_query",
    pointer: "/include_all_metadata",
    reason: "Apps read the metadata of messages since 2022.",
  })),
  {
    operation: "POST /conversations.invite",
    kind: "undeclared_query",
    pointer: "/force",
    reason: "Invites those who can be invited: newer than the description.",
  },
  {
    operation: "GET /conversations.history",
    kind: "response_body",
    pointer: "/messages",
    reason: "A span in which nobody wrote has no messages, whatever the description's minItems says.",
  },
  {
    operation: "GET /conversations.replies",
    kind: "response_body",
    pointer: "/messages/*",
    reason: "The description knows roots and replies of people only: those of apps have no user.",
  },
  ...[
    "GET /conversations.history",
    "GET /conversations.replies",
    "GET /dnd.teamInfo",
    "GET /reminders.list",
    "GET /team.info",
    "GET /usergroups.list",
    "GET /users.info",
    "GET /users.lookupByEmail",
    "POST /chat.postMessage",
    "POST /chat.update",
    "POST /conversations.create",
    "POST /conversations.unarchive",
    "POST /dnd.setSnooze",
    "POST /usergroups.create",
  ].map((operation): Exception => ({
    operation,
    kind: "response_body",
    pointer: "/error",
    reason: "Its list of errors lacks some that Slack's reference names today, such as missing_scope and ratelimited.",
  })),
  ...[
    "GET /users.conversations",
    "GET /conversations.list",
    "GET /users.list",
    "GET /usergroups.list",
    "POST /usergroups.create",
    "POST /usergroups.users.update",
  ].map((operation): Exception => ({ operation, kind: "undeclared_query", pointer: "/team_id", reason: ORG })),
];
