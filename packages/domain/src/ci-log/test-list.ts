import { detach } from "./detach.ts";
import type { FailedTest } from "./parsers/parser.ts";

const MOST = 200;
const TEXT_LIMIT = 300;

const short = (text: string): string => detach(text.length > TEXT_LIMIT ? `${text.slice(0, TEXT_LIMIT - 1)}…` : text);

export interface TestList {
  /** The same test told again fills in what was missing. */
  add(test: FailedTest): void;
  all(): FailedTest[];
}

/** Failed tests in the order they were first named, at most 200. A parent of a failed subtest is dropped: it failed because its child did. */
export function createTestList(): TestList {
  const byKey = new Map<string, FailedTest>();
  const byName = new Map<string, string>();
  return {
    add(test) {
      const name = short(test.name);
      const same = byName.get(name);
      const known = same === undefined ? undefined : byKey.get(same);
      const matches =
        known !== undefined &&
        (known.file === undefined || test.file === undefined || known.file === test.file) &&
        (known.line === undefined ||
          test.line === undefined ||
          known.line === test.line ||
          known.message === undefined ||
          test.message === undefined);
      if (known !== undefined && same !== undefined && matches) {
        byKey.set(same, { ...cleaned(test), ...known });
        return;
      }
      if (byKey.size >= MOST) return;
      const key = `${name}\n${test.file ?? ""}\n${test.line ?? ""}`;
      if (byKey.has(key)) return;
      byKey.set(key, cleaned(test));
      byName.set(name, key);
    },
    all() {
      const tests = [...byKey.values()];
      return tests.filter(
        (test) => test.message !== undefined || !tests.some((other) => other.name.startsWith(`${test.name}/`)),
      );
    },
  };
}

function cleaned(test: FailedTest): FailedTest {
  return {
    name: short(test.name),
    ...(test.file === undefined ? {} : { file: detach(test.file) }),
    ...(test.line === undefined || Number.isNaN(test.line) ? {} : { line: test.line }),
    ...(test.message === undefined ? {} : { message: short(test.message) }),
  };
}
