/** Subscribes to one URI after the other. @returns those that were not refused. */
export async function subscribeEach(
  uris: readonly string[],
  subscribe: (uri: string) => Promise<unknown>,
): Promise<readonly string[]> {
  const taken: string[] = [];
  for (const uri of uris) {
    const refused = await subscribe(uri).then(
      () => false,
      () => true,
    );
    if (!refused) taken.push(uri);
  }
  return taken;
}
