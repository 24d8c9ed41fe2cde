import type { LogParser } from "./parser.ts";

/** Plain `file(line,column): error TS…` and pretty `file:line:column - error TS…`. */
const ERROR = /^(?:\s*(\S.*?)(?:\((\d+),\d+\):|:(\d+):\d+ -) )?error (TS\d+): (.+)$/;
const ROOTLESS = /^TS(?:5\d{3}|18\d{3})$/;

/** The TypeScript compiler, plain or pretty, also through bundlers that pass its messages on. */
export const tsc: LogParser = {
  name: "tsc",
  signature: /\berror TS\d+: /,
  start: () => ({
    read({ number, text }, report) {
      const match = text.includes("error TS") ? ERROR.exec(text) : null;
      if (match === null) return;
      const [, file, plain, pretty, name = "", message = ""] = match;
      report.confirm(number, ROOTLESS.test(name) ? "config" : "compile");
      report.test({ name, message, ...(file === undefined ? {} : { file, line: Number(plain ?? pretty) }) });
    },
  }),
};
