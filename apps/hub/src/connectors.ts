import { github } from "@fairlead/github";

/** Every connector that the hub serves, each at `/{name}/mcp`. */
export const connectors = [github];
