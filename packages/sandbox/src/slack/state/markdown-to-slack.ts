/** What Slack makes of `markdown_text`, as far as the tests look: emphasis, links, headings, lists; code stays as it is. */
export function markdownToSlack(markdown: string): string {
  return markdown
    .split(/(```[\s\S]*?```|`[^`\n]*`)/)
    .map((part, index) => (index % 2 === 1 ? part.replace(/^```\w+\n/, "```\n") : prose(part)))
    .join("");
}

function prose(text: string): string {
  return text
    .replaceAll(/\[([^\]\n]+)\]\((https?:[^)\s]+)\)/g, "<$2|$1>")
    .replaceAll(/^#{1,6} +(.+)$/gm, "*$1*")
    .replaceAll(/\*\*([^*\n]+)\*\*/g, "*$1*")
    .replaceAll(/~~([^~\n]+)~~/g, "~$1~")
    .replaceAll(/^(\s*)[-*] +/gm, "$1• ")
    .replaceAll(/\\([\\`*_{}[\]()#+.!~|-])/g, "$1");
}
