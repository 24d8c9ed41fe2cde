import { ToolError } from "@fairlead/core";
import { splitMarkdown, toMrkdwn, toSlackMarkdown } from "@fairlead/domain/richtext";
import type { SlackContext } from "../slack-client.ts";
import { resolveMentions, type ResolvedMentions } from "./mentions.ts";
import { mentionsIn, safeBlocks } from "./safe-blocks.ts";

/** What Slack takes in one message of Markdown. */
const MOST_MARKDOWN = 12_000;
/** Room for entities in place of signs, and for tokens in place of mentions. */
const MOST_WRITTEN = 11_000;
const MOST_PARTS = 5;
const FOOTER = "_Sent through Fairlead_";
const FOOTER_BLOCK = { type: "context", elements: [{ type: "mrkdwn", text: FOOTER }] };

/** What is to be said. */
export interface Words {
  text: string;
  broadcast?: "none" | "here" | "channel" | undefined;
  unfurl?: "auto" | "on" | "off" | undefined;
  blocks?: readonly Record<string, unknown>[] | undefined;
}

/** The same as `chat.postMessage` takes it: one body per message, root first. */
export interface Composed extends ResolvedMentions {
  bodies: readonly ({ markdown_text: string } | { text: string; blocks: Record<string, unknown>[] })[];
  unfurl: { unfurl_links: boolean; unfurl_media: boolean };
}

/**
 * Makes messages of Markdown: mentions resolved, everything else inert, long texts in parts.
 *
 * @throws ToolError `policy_denied` for a broadcast that the operator does not allow, `too_large` for more than five parts.
 */
export async function compose(context: SlackContext, words: Words): Promise<Composed> {
  const { text, broadcast = "none", blocks } = words;
  const call = broadcast === "none" ? "" : `<!${broadcast}> `;
  if (broadcast !== "none" && !context.client.settings.allowBroadcast) {
    throw new ToolError(
      "policy_denied",
      `The operator does not allow @${broadcast}. Leave out broadcast, or mention people and groups.`,
    );
  }
  const resolved = await resolveMentions(context, text, ...mentionsIn(blocks));
  const { attribution, unfurlDomains } = context.client.settings;
  const said = attribution === "footer" ? `${text}\n\n${FOOTER}` : text;
  const unfurl = unfurlOf(words, unfurlDomains);
  if (blocks !== undefined) {
    const shown = [...safeBlocks(blocks, resolved.tokens), ...(attribution === "footer" ? [FOOTER_BLOCK] : [])];
    const body = { text: call + toMrkdwn(said, resolved.tokens), blocks: shown };
    return { ...resolved, bodies: [body], unfurl };
  }
  const parts = splitMarkdown(said, MOST_WRITTEN).map((part) => toSlackMarkdown(part, resolved.tokens));
  if (parts.length > MOST_PARTS || parts.some(({ length }) => length > MOST_MARKDOWN)) {
    throw new ToolError(
      "too_large",
      `The text is ${text.length} characters: at most ${MOST_PARTS} messages of ${MOST_WRITTEN} are sent. Upload a file instead.`,
    );
  }
  const bodies = parts.map((part, index) => ({ markdown_text: index === 0 ? call + part : part }));
  return { ...resolved, bodies, unfurl };
}

/** What the first message says, in the words that are sent: mentions are ids there. */
export function firstText({ bodies: [body] }: Composed): string {
  if (body === undefined) return "";
  return "markdown_text" in body ? body.markdown_text : body.text;
}

/** Slack fetches what it previews, and an address can carry data out: off, unless somebody says so. */
function unfurlOf({ text, unfurl = "auto" }: Words, domains: readonly string[]) {
  const hosts = [...text.matchAll(/https?:\/\/([\w.-]+)/g)].map(([, host = ""]) => host.toLowerCase());
  const allowed =
    hosts.length > 0 && hosts.every((host) => domains.some((domain) => host === domain || host.endsWith(`.${domain}`)));
  const on = unfurl === "on" || (unfurl === "auto" && allowed);
  return { unfurl_links: on, unfurl_media: on };
}
