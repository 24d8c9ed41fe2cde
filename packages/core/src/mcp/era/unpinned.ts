/**
 * The SDK tells every stream's connection to stay, which is not its to say (RFC 9112 §9.6): a client that wants it closed would
 * wait for ever, and a process that is about to end would be sent the next request.
 */
export function unpinned(response: Response): Response {
  response.headers.delete("connection");
  return response;
}
