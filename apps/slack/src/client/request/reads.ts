/** Methods that change nothing, although they are sent as POST. Every other one is a write. */
const READS = new Set([
  "auth.test",
  "auth.teams.list",
  "assistant.search.context",
  "assistant.search.info",
  "bookmarks.list",
  "canvases.getContent",
  "canvases.sections.lookup",
  "chat.scheduledMessages.list",
  "conversations.history",
  "conversations.info",
  "conversations.list",
  "conversations.members",
  "conversations.replies",
  "dnd.info",
  "dnd.teamInfo",
  "emoji.list",
  "files.info",
  "files.list",
  "pins.list",
  "reactions.get",
  "reminders.list",
  "search.files",
  "search.messages",
  "team.info",
  "team.profile.get",
  "usergroups.list",
  "usergroups.users.list",
  "users.conversations",
  "users.getPresence",
  "users.info",
  "users.list",
  "users.lookupByEmail",
  "users.profile.get",
  "workflows.featured.list",
]);

export function isRead(method: string | undefined): boolean {
  return method !== undefined && READS.has(method);
}

/** The method that a URL of the Web API names: `…/api/chat.postMessage`. */
export function methodOf(url: URL): string | undefined {
  return /\/api\/([\w.]+)$/.exec(url.pathname)?.[1];
}
