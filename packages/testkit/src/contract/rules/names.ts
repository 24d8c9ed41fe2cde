import { toolsOf, type Rule } from "./problem.ts";

const NAME = /^[a-z]+(_[a-z0-9]+)+$/;
const MAX_NAME = 40;
const MAX_DESCRIPTION = 300;
/** Words that make one tool do several things (DESIGN §2: one action per tool). */
const SWITCHES = new Set(["method", "action", "operation", "command"]);

/** Tools are `verb_noun`, described in a line or two, and do one thing. */
export const namesAreGood: Rule = (connector) => {
  const seen = new Set<string>();
  return toolsOf(connector).flatMap(({ tool }) => {
    const problems: string[] = [];
    if (!NAME.test(tool.name)) problems.push(`${tool.name}: not verb_noun in snake_case`);
    if (tool.name.length > MAX_NAME) problems.push(`${tool.name}: longer than ${MAX_NAME} characters`);
    if (seen.has(tool.name)) problems.push(`${tool.name}: declared twice`);
    seen.add(tool.name);
    if (tool.title.trim() === "") problems.push(`${tool.name}: no title`);
    if (tool.description.trim() === "") problems.push(`${tool.name}: no description`);
    if (tool.description.length > MAX_DESCRIPTION)
      problems.push(`${tool.name}: description over ${MAX_DESCRIPTION} characters`);
    for (const field of Object.keys(tool.input.shape)) {
      if (SWITCHES.has(field)) problems.push(`${tool.name}.${field}: a switch; make one tool per action`);
    }
    return problems;
  });
};
