const FRAME = /^\s+at (?:\S+\/\/?)?([\w.$]+)\.[\w$<>-]+\((\w+\.(?:java|kt|groovy|scala)):(\d+)\)/;

/** File and line of a Java stack frame, if it lies in the test class `type` (or a class nested in it). */
export function javaTestPlace(text: string, type: string): { file: string; line: number } | undefined {
  const match = FRAME.exec(text);
  if (match === null) return undefined;
  const owner = match[1] ?? "";
  if (owner !== type && !owner.startsWith(`${type}$`) && !owner.endsWith(`.${type}`)) return undefined;
  return { file: match[2] ?? "", line: Number(match[3]) };
}
