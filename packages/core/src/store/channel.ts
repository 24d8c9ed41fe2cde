/**
 * Carries messages between the replicas of a cluster. What is sent while a replica is cut off does not reach it: whoever
 * listens must be able to do without.
 */
export interface Channel {
  /** Sends a JSON message to whoever listens to the topic, on every replica, this one included. Never throws. */
  send(topic: string, message: unknown): void;
  /**
   * Hears a topic's messages in the order in which each replica sent them.
   *
   * @returns what ends it.
   */
  listen(topic: string, listener: (message: unknown) => void): () => void;
  /** Resolves when everything that was asked to be heard so far is heard. */
  ready(): Promise<void>;
}
