/** Where JSON text stops being JSON, and what could have stood there. Lines and columns count from 1. */
export interface JsonErrorPosition {
  line: number;
  column: number;
  expected: string;
}

const SPACE = /[ \t\n\r]*/y;
const TOKEN =
  /([{}[\],:])|("(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

const EXPECTED = {
  value: "a value",
  "value or ]": "a value or ]",
  "name or }": 'a name in " or }',
  name: 'a name in "',
  colon: ":",
  "comma or close": ", or the closing bracket",
  end: "the end of the file",
};

/**
 * Finds the first mistake in JSON text (RFC 8259). `JSON.parse` gives a position for some mistakes only, and quotes
 * what stands around it, which may be a secret.
 *
 * @returns undefined for valid JSON.
 */
export function jsonErrorPosition(text: string): JsonErrorPosition | undefined {
  const open: string[] = [];
  let expected: keyof typeof EXPECTED = "value";
  let at = 0;

  const afterValue = () => (open.length === 0 ? "end" : "comma or close");
  const fail = () => ({ ...lineAndColumn(text, at), expected: EXPECTED[expected] });

  for (;;) {
    SPACE.lastIndex = at;
    SPACE.test(text);
    at = SPACE.lastIndex;
    if (at === text.length) return expected === "end" ? undefined : fail();

    TOKEN.lastIndex = at;
    const [token, mark, string] = TOKEN.exec(text) ?? [];
    if (token === undefined) return fail();

    const wantsValue = expected === "value" || expected === "value or ]";
    const wantsName = expected === "name" || expected === "name or }";
    const inList = open.at(-1) === "[";
    if (wantsValue && (mark === "{" || mark === "[")) {
      open.push(mark);
      expected = mark === "{" ? "name or }" : "value or ]";
    } else if (wantsValue && mark === undefined) expected = afterValue();
    else if (wantsName && string !== undefined) expected = "colon";
    else if (expected === "colon" && mark === ":") expected = "value";
    else if (expected === "comma or close" && mark === ",") expected = inList ? "value" : "name";
    else if (mark === (inList ? "]" : "}") && (expected === "comma or close" || expected.includes(" or "))) {
      open.pop();
      expected = afterValue();
    } else return fail();
    at = TOKEN.lastIndex;
  }
}

function lineAndColumn(text: string, at: number): { line: number; column: number } {
  const lines = text.slice(0, at).split("\n");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
