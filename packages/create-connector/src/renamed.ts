/** The template is the connector of a vendor called Acme: its name becomes another, however it is written. */
export function renamed(text: string, name: string): string {
  const title = name.slice(0, 1).toUpperCase() + name.slice(1);
  return text.replaceAll("acme", name).replaceAll("Acme", title).replaceAll("ACME", name.toUpperCase());
}
