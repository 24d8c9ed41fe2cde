import { javaTestPlace } from "./java-test-place.ts";
import type { Report } from "./parser.ts";

/** Reads one failing Java test after another: its name, the line after it as its message, the first frame within it. */
export interface JavaTest {
  readonly isOpen: boolean;
  /** @param type the test's class, by which its own frame is known */
  open(line: number, test: { type: string; name: string }, report: Report): void;
  /** Gives what is open another name and class. */
  rename(to: (name: string) => { type: string; name: string }): void;
  read(line: { number: number; text: string }, report: Report): void;
  /** Tells of what is open, if anything is. */
  close(report: Report): void;
}

interface Read {
  type: string;
  name: string;
  message?: string;
  place?: { file: string; line: number };
}

export function javaTest(): JavaTest {
  let test: Read | undefined;
  return {
    get isOpen() {
      return test !== undefined;
    },
    open(line, { type, name }, report) {
      test = { type, name };
      report.confirm(line, "test_failure");
    },
    rename(to) {
      if (test !== undefined) test = { ...test, ...to(test.name) };
    },
    read({ number, text }, report) {
      if (test === undefined) return;
      if (test.message === undefined) {
        if (text.trim() === "") return;
        test.message = text.trim();
        report.confirm(number, "test_failure");
        return;
      }
      const place = test.place ?? javaTestPlace(text, test.type);
      if (place !== undefined) test.place = place;
    },
    close(report) {
      if (test === undefined) return;
      const { name, message, place } = test;
      test = undefined;
      report.test({ name, ...place, ...(message === undefined ? {} : { message }) });
    },
  };
}
