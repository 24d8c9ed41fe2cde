/**
 * Carries messages between the replicas of a cluster. What is sent while a replica is cut off does not reach it: whoever
 * listens must be able to do without, or make up for it after `onGap`.
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
  /**
   * Tells that messages may have been missed: this replica was cut off, or another one could not send what it had to.
   *
   * @returns what ends it.
   */
  onGap(listener: () => void): () => void;
  /** Whether messages arrive now: sends one to itself and waits for it, a second at most. Never throws. */
  reaches(): Promise<boolean>;
  /** Resolves when everything that was asked to be heard so far is heard. */
  ready(): Promise<void>;
}
