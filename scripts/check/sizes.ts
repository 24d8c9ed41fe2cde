import { readFileSync } from "node:fs";
import { posix } from "node:path";
import type { Problem } from "./problem.ts";
import { sourceFiles } from "./source-files.ts";

const maxLines = 300;
const maxToolLines = 120;
const toolFile = /^apps\/[^/]+\/src\/tools\//;
const dumpingGround = /^(?:utils?|helpers?|common|types)\./;
const kebabCase = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*$/;

/** Holds every source file to its length and its name; `root` is the repository's folder. */
export function checkSizes(root: string): Problem[] {
  const problems: Problem[] = [];
  for (const file of sourceFiles(root)) {
    const lines = countLines(readFileSync(`${root}/${file}`, "utf8"));
    const isTool = toolFile.test(file) && !file.endsWith(".test.ts");
    const limit = isTool ? maxToolLines : maxLines;
    if (lines > limit) {
      const way = isTool
        ? "move requests to src/client and texts to src/shape"
        : "split it by what its parts do, each part named after it";
      problems.push({ file, message: `has ${lines} lines, ${limit} is the most: ${way}.` });
    }
    if (dumpingGround.test(posix.basename(file))) {
      problems.push({
        file,
        message: "is named after no one thing: name it after what it does, or give its parts files of their own.",
      });
    }
    const odd = file.split("/").find((step, index, steps) => !kebabCase.test(step) && !isToolset(steps, index));
    if (odd !== undefined)
      problems.push({ file, message: `"${odd}" is not kebab-case: small letters and digits, words joined by "-".` });
  }
  return problems;
}

function countLines(text: string): number {
  return text === "" ? 0 : text.replace(/\n$/, "").split("\n").length;
}

/** A folder of tools bears its toolset's name, which is snake_case as clients write it. */
function isToolset(steps: readonly string[], index: number): boolean {
  return steps[index - 1] === "tools" && steps[index - 2] === "src" && /^[a-z]+(?:_[a-z]+)*$/.test(steps[index] ?? "");
}
