/** Where a test of JUnit 5 is written: a method, or a class whose set-up failed. */
export interface TestSource {
  readonly type: string;
  readonly method?: string;
}

const SOURCE = /\b(?:Method|Class)Source \[className = '([\w.$]+)'(?:, methodName = '([^']+)')?/;

/** The source that the console launcher prints with a test; undefined for any other line. */
export function testSource(text: string): TestSource | undefined {
  const found = SOURCE.exec(text);
  if (found === null) return undefined;
  const [, type = "", method] = found;
  return { type, ...(method === undefined ? {} : { method }) };
}

/**
 * A test's name, the same in each mode of the launcher: `com.harbor.CartTest.adds`, with `[1 EUR]` behind it for one run of many.
 *
 * @param path Display names, joined by ":", such as `CartTest:adds(String):1 EUR`.
 */
export function testName({ type, method }: TestSource, path: string): string {
  if (method === undefined) return type;
  const start = path.indexOf(`:${method}(`);
  const run = start === -1 ? -1 : path.indexOf("):", start);
  return `${type}.${method}${run === -1 ? "" : ` [${path.slice(run + 2)}]`}`;
}
