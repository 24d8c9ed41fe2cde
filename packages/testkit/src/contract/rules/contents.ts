import { toolsOf, type Rule } from "./problem.ts";

/** The table of contents names only what exists. */
export const contentsExist: Rule = (connector) => {
  const tools = toolsOf(connector);
  const names = new Set(tools.map(({ tool }) => tool.name));
  const scopes = new Set(Object.keys(connector.vendor.scopes));
  const fields = new Set([
    ...tools.flatMap(({ tool }) => Object.keys(tool.input.shape)),
    ...(connector.resources ?? []).flatMap(({ params }) => Object.keys(params?.shape ?? {})),
  ]);
  return [
    ...connector.defaultTools.filter((name) => !names.has(name)).map((name) => `defaultTools: no tool "${name}"`),
    ...tools.flatMap(({ tool }) =>
      tool.scopes.filter((scope) => !scopes.has(scope)).map((scope) => `${tool.name}: unknown scope "${scope}"`),
    ),
    ...connector.vendor.baseline
      .filter((scope) => !scopes.has(scope))
      .map((scope) => `baseline: unknown scope "${scope}"`),
    ...(connector.recorded ?? [])
      .filter((name) => !fields.has(name))
      .map((name) => `recorded: nothing takes "${name}"`),
    ...Object.entries(connector.toolsets).flatMap(([name, { tools: entries }]) =>
      entries.length === 0 ? [`toolset ${name}: empty`] : [],
    ),
  ];
};

/** What belongs to no toolset stays when people take toolsets out: so may only what shows nothing of anybody. */
export const surroundingsBelong: Rule = ({ toolsets, resources = [], prompts = [] }) =>
  [...resources, ...prompts].flatMap(({ name, toolset, reach }) => {
    if (toolset === undefined) return reach === "safe" ? [] : [`${name}: belongs to no toolset`];
    return Object.hasOwn(toolsets, toolset) ? [] : [`${name}: no toolset "${toolset}"`];
  });

/** Resources, prompts and completions fit together. */
export const surroundingsFit: Rule = (connector) => {
  const problems: string[] = [];
  const completable = new Set<string>();
  for (const resource of connector.resources ?? []) {
    const variables = [...resource.uri.matchAll(/\{[/?#.&;+]?([^}*]+)\*?\}/g)].flatMap((match) =>
      (match[1] ?? "").split(","),
    );
    const fields = Object.keys(resource.params?.shape ?? {});
    for (const variable of variables) completable.add(variable);
    for (const missing of variables.filter((name) => !fields.includes(name)))
      problems.push(`${resource.name}: params has no "${missing}"`);
    for (const extra of fields.filter((name) => !variables.includes(name)))
      problems.push(`${resource.name}: its URI has no "${extra}"`);
    if (/^https?:/.test(resource.uri))
      problems.push(`${resource.name}: an http URI promises that clients can fetch it`);
  }
  for (const prompt of connector.prompts ?? []) {
    for (const [name, field] of Object.entries(prompt.arguments.shape)) {
      completable.add(name);
      if (field.description === undefined) problems.push(`${prompt.name}.${name}: no description`);
    }
  }
  for (const name of Object.keys(connector.completions ?? {})) {
    if (!completable.has(name)) problems.push(`completions.${name}: nothing has such an argument`);
  }
  return problems;
};
