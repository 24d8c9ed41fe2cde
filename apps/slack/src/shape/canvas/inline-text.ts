/** Marks around words, and what they are in Markdown. */
const MARKS = new Map(
  Object.entries({
    b: "**",
    strong: "**",
    i: "_",
    em: "_",
    s: "~~",
    del: "~~",
    strike: "~~",
    code: "`",
  }),
);
const LINKS = new Set(["a", "lnk"]);

/** Marks within marks; more of them are only words. */
const MOST_OPEN = 16;

interface Frame {
  name: string;
  text: string;
  href?: string | undefined;
}

export function isInline(name: string): boolean {
  return MARKS.has(name) || LINKS.has(name);
}

/** The words of one paragraph, heading, item or cell while they are being read. */
export function inlineText() {
  let frames: Frame[] = [{ name: "", text: "" }];

  const close = () => {
    const done = frames.pop();
    const into = frames.at(-1);
    if (done && into) into.text += wrapped(done);
  };
  return {
    add(words: string) {
      const frame = frames.at(-1);
      if (frame) frame.text += words;
    },
    open(name: string, href: string | undefined) {
      if (frames.length < MOST_OPEN) frames.push({ name, text: "", href });
    },
    close(name: string) {
      const at = frames.findLastIndex((frame) => frame.name === name);
      while (at > 0 && frames.length > at) close();
    },
    /** What was read, and nothing left of it. */
    take(): string {
      while (frames.length > 1) close();
      const [{ text } = { text: "" }] = frames;
      frames = [{ name: "", text: "" }];
      return text;
    },
  };
}

function wrapped({ name, text, href }: Frame): string {
  const words = text.trim();
  if (words === "") return text;
  const inner = LINKS.has(name) ? linked(words, href) : marked(words, MARKS.get(name) ?? "");
  const start = text.indexOf(words);
  return text.slice(0, start) + inner + text.slice(start + words.length);
}

function marked(words: string, mark: string): string {
  if (mark !== "`") return `${mark}${words}${mark}`;
  const fence = "`".repeat(longestRun(words) + 1);
  const room = words.startsWith("`") || words.endsWith("`") ? " " : "";
  return `${fence}${room}${words}${room}${fence}`;
}

/** The longest run of backticks: a fence must be longer. */
export function longestRun(words: string): number {
  let longest = 0;
  for (const [run] of words.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}

const MENTION = /^([@#])([A-Z][A-Z0-9]{6,})$/;
const SAFE = /^(?:https?|mailto|slack):/i;

/** A link, or a person or channel as canvases have them in Markdown. What leads nowhere safe is only its words. */
function linked(words: string, href: string | undefined): string {
  if (MENTION.test(words)) return `![](${words})`;
  const target = (href ?? "").replaceAll(/[\s\p{Cc}]/gu, "");
  if (!SAFE.test(target)) return words;
  if (words === target) return target;
  const encoded = target.replaceAll(/[()<>\\]/g, (sign) => `%${sign.codePointAt(0)?.toString(16).toUpperCase()}`);
  return `[${words.replaceAll(/[[\]\n]/g, (sign) => (sign === "\n" ? " " : `\\${sign}`))}](${encoded})`;
}
