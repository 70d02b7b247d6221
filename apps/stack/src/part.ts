/** One running process of the platform. */
export interface Part {
  name: string;
  /** Of its first process, and of its process group. */
  pid?: number;
  logFile: string;
  /** Settles with the reason when it is gone, whoever ended it. */
  exited: Promise<string>;
  /** Asks it to end in order and waits for it. */
  stop(): Promise<void>;
  /** Ends it at once. */
  kill(): void;
}
