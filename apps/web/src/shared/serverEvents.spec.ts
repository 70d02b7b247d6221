import { describe, expect, it } from '@jest/globals';
import { readEvents } from './serverEvents';

const stream = (...chunks: Uint8Array[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      chunks.forEach((chunk) => controller.enqueue(chunk));
      controller.close();
    },
  });
const bytes = (text: string) => new TextEncoder().encode(text);

async function read(...chunks: Uint8Array[]): Promise<string[]> {
  const events: string[] = [];
  for await (const event of readEvents(stream(...chunks))) events.push(event);
  return events;
}

describe('readEvents', () => {
  it('gives the data of each event, whatever else it carries', async () => {
    expect(await read(bytes('id: 1\nevent: progress\ndata: {"done":1}\n\ndata: {"done":2}\n\n'))).toEqual([
      '{"done":1}',
      '{"done":2}',
    ]);
  });

  it('puts together what the network cut, also within a Chinese character', async () => {
    const whole = bytes('data: 校验中\n\n');
    expect(await read(whole.slice(0, 8), whole.slice(8, 15), whole.slice(15))).toEqual(['校验中']);
  });

  it('leaves out comments that only keep the connection open, and an event that never ended', async () => {
    expect(await read(bytes(': ping\n\ndata: a\ndata: b\r\n\r\ndata: cut'))).toEqual(['a\nb']);
  });
});
