import type { Rule } from "./problem.ts";

/** It is a path, a setting's prefix and part of keys. */
const CONNECTOR = /^[a-z][a-z0-9-]*$/;
/** It stands in URLs, `/mcp/x/{toolset}`, with commas between several. */
const TOOLSET = /^[a-z]+(?:_[a-z0-9]+)*$/;

/** The connector and its vendor have one name, and each name can stand in a URL. */
export const connectorNamesAreGood: Rule = ({ name, vendor, toolsets }) => [
  ...(CONNECTOR.test(name) ? [] : [`name: "${name}" is not small letters, digits and hyphens`]),
  ...(vendor.name === name ? [] : [`vendor.name: "${vendor.name}", while the connector's is "${name}"`]),
  ...Object.keys(toolsets)
    .filter((toolset) => !TOOLSET.test(toolset))
    .map((toolset) => `toolset "${toolset}": not snake_case, as it stands in URLs`),
];
