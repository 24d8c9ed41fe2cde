/** One of the URLs of a connector, and what is different there. */
export interface UrlVariant {
  url: string;
  what: string;
}

/**
 * @param options.toolset one that the connector serves, as an example
 * @param options.profiles whether people can have several accounts here
 */
export function urlVariants(
  mcpUrl: string,
  { toolset, profiles }: { toolset: string | undefined; profiles: boolean },
): UrlVariant[] {
  return [
    { url: mcpUrl, what: "The tools that most people need, and two that find and call all others." },
    { url: `${mcpUrl}/readonly`, what: "Only what reads." },
    ...(toolset === undefined
      ? []
      : [{ url: `${mcpUrl}/x/${toolset}`, what: "Whole toolsets, with commas between; /readonly may follow." }]),
    {
      url: `${mcpUrl}/lazy`,
      what: "Only the two tools that find and call, and who is signed in: least to read for a model.",
    },
    ...(profiles ? [{ url: `${mcpUrl}/@work`, what: "A second account, under any name you like." }] : []),
  ];
}
