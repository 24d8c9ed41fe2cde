/** True for texts that differ in line endings and outer blanks at most, as vendors may store them. */
export function isSameText(a: string | null | undefined, b: string | null | undefined): boolean {
  return plain(a) === plain(b);
}

function plain(text: string | null | undefined): string {
  return (text ?? "").replaceAll("\r\n", "\n").trim();
}
