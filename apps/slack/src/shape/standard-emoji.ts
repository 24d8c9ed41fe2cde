/** Standard emoji that people react with most, by Slack's names: its own list holds only those of the workspace. */
export const STANDARD_EMOJI: Readonly<Record<string, string>> = {
  white_check_mark: "✅",
  "+1": "👍",
  "-1": "👎",
  eyes: "👀",
  tada: "🎉",
  heart: "❤",
  rocket: "🚀",
  fire: "🔥",
  joy: "😂",
  wave: "👋",
  raised_hands: "🙌",
  pray: "🙏",
  x: "❌",
  thinking_face: "🤔",
  clap: "👏",
  heavy_check_mark: "✔",
  100: "💯",
  muscle: "💪",
  ok_hand: "👌",
  point_up: "☝",
  smile: "😄",
  slightly_smiling_face: "🙂",
  sob: "😭",
  warning: "⚠",
  bulb: "💡",
  star: "⭐",
  sparkles: "✨",
  memo: "📝",
  hourglass_flowing_sand: "⏳",
  rotating_light: "🚨",
  bug: "🐛",
  ship: "🚢",
  lock: "🔒",
  question: "❓",
  heavy_plus_sign: "➕",
};

const NAMES = new Map(Object.entries(STANDARD_EMOJI).map(([name, character]) => [character, name]));
/** From U+1F3FB on, the lightest; Slack counts them from 2. */
const TONE = /[\u{1F3FB}-\u{1F3FF}]/u;
const FIRST_TONE = 0x1_f3_fb;

/** The name of an emoji that was written as a character: `👍🏽` is `+1::skin-tone-4`. Whatever else was written stays as it is. */
export function emojiNameOf(written: string): string {
  const tone = TONE.exec(written)?.[0].codePointAt(0);
  // U+FE0F asks for the coloured form of what would be plain text.
  const name = NAMES.get(written.replace(TONE, "").replace("\uFE0F", ""));
  if (name === undefined) return written;
  return tone === undefined ? name : `${name}::skin-tone-${tone - FIRST_TONE + 2}`;
}
