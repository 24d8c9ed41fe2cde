/**
 * The same response, telling once when its body is over.
 *
 * @param closed Gets true when the body was read to its end, false when the reader left.
 */
export function whenRead(response: Response, closed: (complete: boolean) => void): Response {
  if (response.body === null) {
    closed(true);
    return response;
  }
  const reader = response.body.getReader();
  let over = false;
  const tell = (complete: boolean) => {
    if (!over) closed(complete);
    over = true;
  };
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (value !== undefined) controller.enqueue(value);
      if (!done) return;
      tell(true);
      controller.close();
    },
    async cancel(reason) {
      tell(false);
      await reader.cancel(reason);
    },
  });
  return new Response(body, { status: response.status, headers: response.headers });
}
