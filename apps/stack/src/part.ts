/** One running process of the platform. */
export interface Part {
  name: string;
  logFile: string;
  /** Settles with the reason when it is gone, whoever ended it. */
  exited: Promise<string>;
  /** Asks it to end in order and waits for it. */
  stop(): Promise<void>;
  /** Ends it at once. */
  kill(): void;
}
