import { github } from "@fairlead/github";
import { slack } from "@fairlead/slack";

/** Every connector that the hub serves, each at `/{name}/mcp`. */
export const connectors = [github, slack];
