import type { Command } from "./command.ts";

/** The command whose name the words begin with, the longest one first, and the words that follow it. */
export function findCommand(
  commands: readonly Command[],
  words: readonly string[],
): { command: Command; args: readonly string[] } | undefined {
  const longestFirst = commands.toSorted((a, b) => wordsOf(b).length - wordsOf(a).length);
  const command = longestFirst.find((each) => wordsOf(each).every((word, index) => words[index] === word));
  return command && { command, args: words.slice(wordsOf(command).length) };
}

function wordsOf({ name }: Command): string[] {
  return name.split(" ");
}
