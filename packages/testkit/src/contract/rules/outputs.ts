import { toolsOf, type Rule } from "./problem.ts";

/** Every tool promises an object with at least one fact. */
export const outputsAreObjects: Rule = (connector) =>
  toolsOf(connector).flatMap(({ tool }) =>
    Object.keys(tool.output.shape).length === 0 ? [`${tool.name}: its output promises nothing`] : [],
  );

/** Deletions and merges ask a person first. */
export const dangerAsks: Rule = (connector) =>
  toolsOf(connector).flatMap(({ tool }) => {
    const dangerous = tool.access === "delete" || tool.name.startsWith("merge_");
    return dangerous && tool.confirm === undefined ? [`${tool.name}: goes ahead without confirm()`] : [];
  });
