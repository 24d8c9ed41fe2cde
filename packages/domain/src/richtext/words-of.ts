/**
 * The letters and digits of a text, in order: what is left of it whatever markup it is written in. To tell whether two
 * texts say the same.
 */
export function wordsOf(text: string): string {
  return (
    text
      .replaceAll(/<[@#!][^<>|\n]*\|[^<>\n]*>/g, (token) => token.slice(0, token.indexOf("|")))
      .replaceAll(/<(https?:[^<>|\s]+)\|([^<>\n]*)>/g, " $2 $1 ")
      .replaceAll(/\]\((https?:[^)\s]+)\)/g, " $1 ")
      // In addresses, what one writer escapes another does not.
      .replaceAll(/%[0-9a-f]{2}/gi, " ")
      .replaceAll(/&(?:amp|lt|gt);/g, " ")
      .replaceAll(/^```\w+$/gm, "")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join(" ") ?? ""
  );
}
