type Headers = Readonly<Record<string, unknown>>;

/**
 * What a list over organizations lacks: GitHub leaves out those whose single sign-on the token has not passed, and tells by
 * a header alone.
 *
 * @returns A note for the result; undefined where nothing is left out.
 */
export function hiddenBySignOn(...answers: readonly { headers: Headers }[]): string | undefined {
  const ids = answers.flatMap(({ headers }) => {
    const header = headers["x-github-sso"];
    if (typeof header !== "string") return [];
    const [, list] = /^partial-results;\s*organizations=([\d,]*)/.exec(header) ?? [];
    return list === undefined ? [] : list.split(",").filter(Boolean);
  });
  const hidden = new Set(ids).size;
  if (hidden === 0) return undefined;
  const what = hidden === 1 ? "1 organization is" : `${hidden} organizations are`;
  return `${what} left out until the token is authorized for single sign-on there.`;
}
