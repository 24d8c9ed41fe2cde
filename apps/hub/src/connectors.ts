import { github } from "@fairlead/github";
import { gitlab } from "@fairlead/gitlab";

/** Every connector that the hub serves, each at `/{name}/mcp`. */
export const connectors = [github, gitlab];
