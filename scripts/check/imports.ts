import { parseSync } from "oxc-parser";

export interface Import {
  readonly specifier: string;
  readonly line: number;
  /** Gone at run time: `import type`, `export type`. */
  readonly typeOnly: boolean;
}

/** What a source file imports, re-exports or loads by `import("…")`; undefined when it cannot be parsed. */
export function importsOf(file: string, source: string): Import[] | undefined {
  const { module, errors } = parseSync(file, source);
  if (errors.length > 0) return undefined;
  const at = (start: number, specifier: string): Import => ({
    specifier,
    line: source.slice(0, start).split("\n").length,
    typeOnly: /^(?:import|export)\s+type\b/.test(source.slice(start)),
  });
  return [
    ...module.staticImports.map(({ start, moduleRequest }) => at(start, moduleRequest.value)),
    ...module.staticExports.flatMap(({ start, entries }) => {
      const request = entries.find(({ moduleRequest }) => moduleRequest)?.moduleRequest;
      return request ? [at(start, request.value)] : [];
    }),
    ...module.dynamicImports.flatMap(({ start, moduleRequest }) => {
      const text = /^(["'`])(.*)\1$/s.exec(source.slice(moduleRequest.start, moduleRequest.end))?.[2];
      return text === undefined ? [] : [at(start, text)];
    }),
  ].toSorted((a, b) => a.line - b.line);
}
