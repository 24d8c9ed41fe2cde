import { parsers } from "./index.ts";
import type { LogParser, ParserLine, ParserRun, Report } from "./parser.ts";

const ANY = new RegExp(parsers.map(({ signature }) => `(?:${signature.source})`).join("|"));

export interface ParserHost {
  /** `raw` still has the prefix that `line.text` lacks. */
  read(line: ParserLine, raw: string): void;
  /** A part of the job ends: open ends are told, every parser sleeps again. */
  end(): void;
}

/** Wakes each parser at its signature line and feeds it from then on. */
export function createParserHost(report: Report): ParserHost {
  let asleep: LogParser[] = [...parsers];
  let awake: { parser: LogParser; run: ParserRun }[] = [];
  let before: { line: ParserLine; raw: string } | undefined;

  const feed = ({ parser, run }: { parser: LogParser; run: ParserRun }, line: ParserLine, raw: string): void => {
    run.read(parser.prefixed && raw !== line.text ? { ...line, text: raw } : line, report);
  };

  return {
    read(line, raw) {
      const seen = (parser: LogParser): string => (parser.prefixed ? raw : line.text);
      if (asleep.length > 0 && (ANY.test(line.text) || (raw !== line.text && ANY.test(raw)))) {
        const woken = asleep.filter((parser) => parser.signature.test(seen(parser)));
        asleep = asleep.filter((parser) => !woken.includes(parser));
        const started = woken.map((parser) => ({ parser, run: parser.start() }));
        // The head of what the signature line belongs to may stand right above it: ESLint's file name does.
        if (before !== undefined) for (const one of started) feed(one, before.line, before.raw);
        awake = [...awake, ...started];
      }
      for (const one of awake) feed(one, line, raw);
      before = { line, raw };
    },
    end() {
      for (const { run } of awake) run.end?.(report);
      asleep = [...parsers];
      awake = [];
      before = undefined;
    },
  };
}
