import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Part } from './part.js';
import { PartList } from './part-list.js';

describe('the parts that run', () => {
  let folder: string;
  let events: string[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'quanheng-parts-'));
    events = [];
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function aPart(name: string): Part & { end(reason: string): void } {
    let end: (reason: string) => void = () => undefined;
    const exited = new Promise<string>((resolve) => (end = resolve));
    const stop = async () => {
      events.push(`stop ${name}`);
      await Promise.resolve();
      events.push(`${name} ended`);
      end('exit code 0');
    };
    const kill = () => {
      events.push(`kill ${name}`);
      end('ended by SIGKILL');
    };
    return { name, logFile: join(folder, `${name}.log`), exited, stop, kill, end };
  }

  function aList(...names: string[]) {
    const list = new PartList();
    const parts = names.map(aPart);
    for (const part of parts) list.add(part);
    return { list, parts };
  }

  it('end one after the other, the last started first', async () => {
    const { list } = aList('PostgreSQL', 'worker', 'API');
    await list.stopAll();
    expect(events).toEqual([
      'stop API',
      'API ended',
      'stop worker',
      'worker ended',
      'stop PostgreSQL',
      'PostgreSQL ended',
    ]);
    expect(list.isEmpty).toBe(true);
  });

  it('tell which one ended by itself, with the end of its log', async () => {
    const { list, parts } = aList('PostgreSQL', 'worker');
    writeFileSync(join(folder, 'worker.log'), 'connected\nno memory left\n');
    parts[1]?.end('exit code 1');
    await expect(list.unexpectedEnd).rejects.toThrow(
      /^worker stopped unexpectedly \(exit code 1\)\. The end of .*worker\.log:\nconnected\nno memory left$/,
    );
    await list.stopAll();
    expect(events).toEqual(['stop PostgreSQL', 'PostgreSQL ended']);
  });

  it('may be ended one at a time without that being a failure', async () => {
    const { list, parts } = aList('worker', 'API');
    await list.stop(parts[0] as Part);
    const failure = await Promise.race([
      list.unexpectedEnd.catch((error: Error) => error.message),
      Promise.resolve('none'),
    ]);
    expect(failure).toBe('none');
    expect(list.isEmpty).toBe(false);
  });

  it('can be killed at once, also the one that is taking its time', async () => {
    const { list, parts } = aList('worker');
    const worker = parts[0] as Part;
    worker.stop = () => new Promise(() => undefined);
    void list.stopAll();
    list.killAll();
    expect(events).toEqual(['kill worker']);
    await worker.exited;
  });
});
