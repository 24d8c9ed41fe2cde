/** How a connection stands: what was read for it before may be used as long as this is unchanged. */
export interface Standing {
  /** Begins every key. Another one after a revocation: what was kept cannot even be named then. */
  readonly partition: string;
  /** What was read under another word is no longer fresh: a write came after it. */
  readonly written: string;
  /** False while nobody can say whether another replica has written or revoked: then only the vendor's word counts. */
  readonly certain: boolean;
}

/** Knows how each connection stands. One port: memory for one process, Redis for several. */
export interface Standings {
  /** As it was told within the last half second. */
  of(connectionId: string): Standing | Promise<Standing>;
  /** A write has ended, or may have. */
  wrote(connectionId: string): void | Promise<void>;
  /** The connection was ended, or signed in anew. @returns the partition that this process knew. */
  revoke(connectionId: string): string | undefined | Promise<string | undefined>;
  close(): void;
}
