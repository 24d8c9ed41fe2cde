const TOKEN = /\s*(?:(\d[\d_]*(?:\.\d+)?)|([A-Za-z_$][\w$.]*)|(\S))/y;

type Token = { readonly kind: "number" | "name" | "sign"; readonly text: string };

function tokensOf(text: string): Token[] {
  const out: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text.trimEnd()); match; match = TOKEN.exec(text.trimEnd())) {
    const [, number, name, sign] = match;
    if (number !== undefined) out.push({ kind: "number", text: number.replaceAll("_", "") });
    else if (name !== undefined) out.push({ kind: "name", text: name });
    else out.push({ kind: "sign", text: sign ?? "" });
  }
  return out;
}

const FUNCTIONS: Readonly<Record<string, (value: number) => number>> = {
  "Math.round": Math.round,
  "Math.floor": Math.floor,
  "Math.ceil": Math.ceil,
  "Math.trunc": Math.trunc,
};

/** Recursive descent over + - * / and calls of one argument; throws on anything else. */
function expression(tokens: Token[], values: Readonly<Record<string, number>>): number {
  const take = (sign: string): boolean => tokens[0]?.text === sign && tokens.shift() !== undefined;
  const factor = (): number => {
    if (take("-")) return -factor();
    if (take("(")) {
      const inner = sum();
      if (!take(")")) throw new SyntaxError("no closing parenthesis");
      return inner;
    }
    const token = tokens.shift();
    if (token?.kind === "number") return Number(token.text);
    const call = token && FUNCTIONS[token.text];
    if (call) return call(factor());
    const value = token && values[token.text];
    if (value === undefined) throw new SyntaxError(`unknown: ${token?.text ?? "end"}`);
    return value;
  };
  const product = (): number => {
    let left = factor();
    for (;;) {
      if (take("*")) left *= factor();
      else if (take("/")) left /= factor();
      else return left;
    }
  };
  const sum = (): number => {
    let left = product();
    for (;;) {
      if (take("+")) left += product();
      else if (take("-")) left -= product();
      else return left;
    }
  };
  return sum();
}

/**
 * What a function body of plain arithmetic returns: `const` lines, then a `return`. Undefined for anything it does not
 * understand; no code is ever run.
 */
export function evaluate(body: string, values: Readonly<Record<string, number>>): number | undefined {
  const known: Record<string, number> = { ...values };
  try {
    for (const statement of body.replaceAll(/\/\/.*$/gm, "").split(";")) {
      const [, name, assigned] = /^\s*const (\w+)(?:: number)? =([\s\S]+)$/.exec(statement) ?? [];
      const returned = /^\s*return\b([\s\S]+)$/.exec(statement)?.[1];
      const tokens = tokensOf(assigned ?? returned ?? "");
      if (tokens.length === 0) continue;
      const value = expression(tokens, known);
      if (tokens.length > 0) return undefined;
      if (name === undefined) return value;
      known[name] = value;
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return undefined;
}
