export { findMentions, type Mention } from "./mentions.ts";
export { messageToMarkdown, type SlackMessage } from "./from-slack/message-to-markdown.ts";
export { mrkdwnToMarkdown } from "./from-slack/mrkdwn-to-markdown.ts";
export type { Names } from "./from-slack/names.ts";
export { splitMarkdown } from "./split-markdown.ts";
export { toMrkdwn } from "./to-slack/to-mrkdwn.ts";
export { toSlackMarkdown } from "./to-slack/to-slack-markdown.ts";
export { wordsOf } from "./words-of.ts";
