import { defineResource } from "@fairlead/core";

const HOUR_MS = 3_600_000;

export const formattingGuide = defineResource({
  name: "formatting_guide",
  title: "How to write messages",
  description: "Markdown, mentions and limits of messages",
  uri: "slack://guide/formatting",
  mimeType: "text/markdown",
  scopes: [],
  reach: "safe",
  ttlMs: HOUR_MS,
  read: async () => ({
    text: `# Writing messages

Write Markdown: **bold**, _italic_, ~~strike~~, \`code\`, fences, lists, quotes, tables, [links](https://example.com).

- Mention a person as <@U…>, or @name@host.tld by e-mail address; a channel as <#C…>; a user group as <!subteam^S…>.
  Copy the form that readers show: <@U…|Name>. A plain @handle notifies nobody.
- @here and @channel are sent by the broadcast field alone, where the operator allows it. Written into a text they are only words.
- Up to 11,000 characters make one message; longer texts become up to five, the rest as replies. An edit has at most 4,000.
- Emoji are :names:.
`,
  }),
});

export const searchGuide = defineResource({
  name: "search_guide",
  title: "How to search",
  description: "What searching finds, and how to narrow it",
  uri: "slack://guide/search",
  mimeType: "text/markdown",
  scopes: [],
  reach: "safe",
  ttlMs: HOUR_MS,
  read: async () => ({
    text: `# Searching

search_messages looks by meaning where the workspace has it, else by keyword; "engine" in the answer says which.

- Narrow with fields: in (channels), from (people), window, has, scope. Slack's own syntax in the query is taken as words.
- window: 30m, 24h, 1d, 2w, 3mo, today, yesterday, this_week, last_week, or from/to in ISO 8601; days are those of your time zone.
- "coverage" says what was not searched: kinds of conversations without a scope, filters that hold for one page alone.
- Names: resolve_references turns #channels, @handles and e-mail addresses into ids without listing anybody.
`,
  }),
});
