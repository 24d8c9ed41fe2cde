/** What a reference says by its form alone. */
export type Reference =
  | { form: "user" | "channel" | "usergroup"; id: string }
  /** Canvases and lists are files, too; links alone say which. */
  | { form: "file"; id: string; of?: "canvas" | "list" }
  | { form: "message"; channel: string; ts: string; threadTs?: string }
  | { form: "email"; email: string }
  | { form: "channel_name" | "handle"; name: string }
  | { form: "me" }
  | { form: "words"; words: string };

const PERMALINK = /^https:\/\/[\w.-]+\/(?:archives|messages)\/([CGD][A-Z0-9]+)(?:\/p(\d{10})(\d{6}))?/;
/** What stands in a browser's address bar, with a thread beside the channel or without. */
const CLIENT_LINK = /^https:\/\/[\w.-]+\/client\/[TE][A-Z0-9]+\/([CGD][A-Z0-9]+)(?:\/thread\/\1-(\d{10}\.\d{6}))?/;
const PERSON_LINK = /^https:\/\/[\w.-]+\/team\/([UW][A-Z0-9]+)/;
const FILE_LINK =
  /^https:\/\/[\w.-]+\/(?:(files\/[UW]|docs\/[TE]|lists\/[TE]|canvas)[A-Z0-9]*\/|files-pri\/[TE][A-Z0-9]+-)(F[A-Z0-9]+)/;
const TOKEN = /^<([@#!])(?:subteam\^)?([A-Z0-9]+)(?:\|[^>]*)?>$/;
const EMAIL = /^@?([\w.+-]+@[\w-]+(?:\.[\w-]+)+)$/;

/** Reads a reference to a person, channel, group, file or message, however it is written. */
export function parseReference(written: string): Reference {
  const text = written.trim();
  if (text.toLowerCase() === "me" || text.toLowerCase() === "@me") return { form: "me" };
  const link = linkReference(text);
  if (link) return link;
  const id = TOKEN.exec(text)?.[2] ?? text;
  if (/^[UW][A-Z0-9]{7,}$/.test(id)) return { form: "user", id };
  if (/^[CGD][A-Z0-9]{7,}$/.test(id)) return { form: "channel", id };
  if (/^S[A-Z0-9]{7,}$/.test(id)) return { form: "usergroup", id };
  if (/^F[A-Z0-9]{7,}$/.test(id)) return { form: "file", id };
  const email = EMAIL.exec(text)?.[1];
  if (email !== undefined) return { form: "email", email };
  if (/^#[^\s#]+$/.test(text)) return { form: "channel_name", name: text.slice(1).toLowerCase() };
  if (/^@[^\s@]+$/.test(text)) return { form: "handle", name: text.slice(1).toLowerCase() };
  return { form: "words", words: text };
}

/** True for what names somebody. */
export function isPerson({ form }: Reference): boolean {
  return form === "user" || form === "handle" || form === "email" || form === "me";
}

function linkReference(text: string): Reference | undefined {
  const [, channel, seconds, fraction] = PERMALINK.exec(text) ?? [];
  if (channel !== undefined) {
    if (seconds === undefined || fraction === undefined) return { form: "channel", id: channel };
    const threadTs = /[?&]thread_ts=(\d{10}\.\d{6})/.exec(text)?.[1];
    return { form: "message", channel, ts: `${seconds}.${fraction}`, ...(threadTs !== undefined && { threadTs }) };
  }
  const [, place, root] = CLIENT_LINK.exec(text) ?? [];
  if (place !== undefined)
    return root === undefined ? { form: "channel", id: place } : { form: "message", channel: place, ts: root };
  const person = PERSON_LINK.exec(text)?.[1];
  if (person !== undefined) return { form: "user", id: person };
  const [, folder = "files", id] = FILE_LINK.exec(text) ?? [];
  if (id === undefined) return undefined;
  if (folder.startsWith("lists")) return { form: "file", id, of: "list" };
  return folder.startsWith("files") ? { form: "file", id } : { form: "file", id, of: "canvas" };
}
