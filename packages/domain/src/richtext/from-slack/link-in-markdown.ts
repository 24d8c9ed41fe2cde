/** A link as Markdown has it, whose words and address end where they should. */
export function linkInMarkdown(words: string, url: string): string {
  const address = url.replaceAll("(", "%28").replaceAll(")", "%29").replaceAll(" ", "%20");
  return `[${words.replaceAll(/([[\]])/g, "\\$1")}](${address})`;
}
