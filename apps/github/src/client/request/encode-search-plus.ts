/**
 * Octokit leaves a `+` in `q` as it is, and GitHub reads it as a space: a search for `c++` would be one for `c`.
 *
 * @param options A request's template and its variables, as Octokit's hooks give them.
 */
export function encodeSearchPlus(options: { url: string; [variable: string]: unknown }): void {
  const { q } = options;
  if (typeof q !== "string" || !q.includes("+")) return;
  options.url += `?q=${encodeURIComponent(q)}`;
  delete options.q;
}
