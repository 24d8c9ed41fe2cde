import { parsers } from "./index.ts";
import type { LogParser, ParserLine, ParserRun, Report } from "./parser.ts";

const ANY = new RegExp(parsers.map(({ signature }) => `(?:${signature.source})`).join("|"));

export interface ParserHost {
  /** `raw` still has the prefix that `text` lacks. */
  read(number: number, text: string, score: number, raw: string): void;
  /** A part of the job ends: open ends are told, every parser sleeps again. */
  end(): void;
}

interface Awake {
  readonly parser: LogParser;
  readonly run: ParserRun;
}

export function createParserHost(report: Report): ParserHost {
  let asleep: LogParser[] = [...parsers];
  let awake: Awake[] = [];
  let before: { line: ParserLine; raw: string } | undefined;

  const feed = ({ parser, run }: Awake, line: ParserLine, raw: string): void => {
    run.read(parser.prefixed && raw !== line.text ? { ...line, text: raw } : line, report);
  };

  const wake = (text: string, raw: string): void => {
    const woken = asleep.filter((parser) => parser.signature.test(parser.prefixed ? raw : text));
    const started = woken.map((parser) => ({ parser, run: parser.start() }));
    asleep = asleep.filter((parser) => !woken.includes(parser));
    // The head of what the signature line belongs to may stand right above it: ESLint's file name does.
    if (before !== undefined) for (const one of started) feed(one, before.line, before.raw);
    awake = [...awake, ...started];
  };

  return {
    read(number, text, score, raw) {
      if (asleep.length > 0 && (ANY.test(text) || (raw !== text && ANY.test(raw)))) wake(text, raw);
      const line = { number, text, score };
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
