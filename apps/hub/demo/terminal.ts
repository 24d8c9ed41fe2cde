import { styleText } from "node:util";

/** Writes for a person: bold where it matters, plain where colours would be noise. */
export const terminal = {
  title: (text: string) => write(`\n${styleText("bold", text)}`),
  done: (text: string, milliseconds: number) =>
    write(`${styleText("green", "✓")} ${text} ${styleText("dim", `${Math.round(milliseconds)} ms`)}`),
  failed: (text: string, reason: string) => write(`${styleText("red", "✗")} ${text}\n${indent(reason)}`),
  /** What a tool answered, shortened to what tells the story. */
  shown: (text: string) => write(styleText("dim", indent(text))),
  plain: write,
};

function write(text: string): void {
  process.stdout.write(`${text}\n`);
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, "    ");
}
