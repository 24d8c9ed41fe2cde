import { content, defineTool, type Ask, type Content, type Tool, type ToolContext } from "@fairlead/core";
import { z } from "zod";

const nothing = z.object({});

/** A tool of the suite: named by it, answering with blocks instead of facts. */
export function fixtureTool(
  name: string,
  description: string,
  run: (context: ToolContext) => Promise<Content | Ask> | Content | Ask,
): Tool {
  return defineTool({
    name,
    title: name,
    description,
    access: "read",
    scopes: [],
    mayAsk: true,
    input: nothing,
    output: nothing,
    run: async (_input, context) => run(context),
  });
}

/** The commonest answer. */
export function text(words: string): Content {
  return content({ type: "text", text: words });
}
