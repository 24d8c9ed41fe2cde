import type { FailureClass } from "../failure-class.ts";

/** A failed test, or what a compiler, linter or build tool names instead: an error code, a rule, a build step. */
export interface FailedTest {
  readonly name: string;
  readonly file?: string;
  readonly line?: number;
  readonly message?: string;
}

export interface ParserLine {
  readonly number: number;
  /** Without the prefix of a build step or a monorepo task, at most 600 characters. */
  readonly text: string;
  readonly score: number;
}

/** What a parser tells of the lines it sees. Numbers are of this line or of one up to 256 lines back. */
export interface Report {
  /** This line tells of a real failure; without `kind` its words decide what kind. */
  confirm(line: number, kind?: FailureClass): void;
  /** These lines are output of something that passed. */
  mute(fromLine: number, toLine: number): void;
  test(test: FailedTest): void;
}

export interface ParserRun {
  read(line: ParserLine, report: Report): void;
  /** No more lines: tell of what is still open. */
  end?(report: Report): void;
}

/** Reads one framework's output. It sleeps until a line bears its signature. */
export interface LogParser {
  readonly name: string;
  readonly signature: RegExp;
  /** It reads the prefixes that `peelPrefix` takes off. */
  readonly prefixed?: true;
  start(): ParserRun;
}
