import type pg from 'pg';

/** What pg hands to a query while COPY FROM STDIN is running. */
interface Wire {
  readonly stream: NodeJS.WritableStream;
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
}

/** `COPY … FROM STDIN`, fed from lines as they come and no faster than PostgreSQL takes them. */
class CopyIn {
  callback: (error?: Error | null) => void = () => undefined;

  constructor(
    private readonly text: string,
    private readonly chunks: AsyncIterable<string>,
  ) {}

  submit(wire: Wire): void {
    wire.query(this.text);
  }

  handleCopyInResponse(wire: Wire): void {
    this.feed(wire).then(
      () => wire.endCopyFrom(),
      (error: Error) => wire.sendCopyFail(error.message),
    );
  }

  handleCommandComplete(): void {}

  handleError(error: Error): void {
    this.callback(error);
  }

  handleReadyForQuery(): void {
    this.callback(null);
  }

  private async feed(wire: Wire): Promise<void> {
    for await (const chunk of this.chunks) {
      wire.sendCopyFromChunk(Buffer.from(chunk));
      if ((wire.stream as { writableNeedDrain?: boolean }).writableNeedDrain)
        await new Promise((resolve) => wire.stream.once('drain', () => resolve(undefined)));
    }
  }
}

export function copyIn(client: pg.Client, text: string, chunks: AsyncIterable<string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const query = new CopyIn(text, chunks);
    query.callback = (error) => (error ? reject(error) : resolve());
    client.query(query as never);
  });
}
