import { jest } from '@jest/globals';
import type { Part } from './part.js';
import { restarting } from './restarting-part.js';

describe('a part that is started again', () => {
  const ends: ((reason: string) => void)[] = [];
  let events: string[];
  beforeEach(() => {
    jest.useFakeTimers();
    jest.spyOn(console, 'log').mockImplementation(() => undefined);
    ends.length = 0;
    events = [];
  });
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  function start(): Part {
    const number = ends.length;
    events.push(`start ${number}`);
    const exited = new Promise<string>((resolve) => ends.push(resolve));
    const stop = async () => {
      events.push(`stop ${number}`);
      ends[number]?.('exit code 0');
      await exited;
    };
    return { name: 'The worker', logFile: 'x', exited, stop, kill: () => ends[number]?.('ended by SIGKILL') };
  }

  async function end(reason: string): Promise<void> {
    ends.at(-1)?.(reason);
    await jest.advanceTimersByTimeAsync(1_000);
  }

  it('ends as any other before it has been healthy', async () => {
    const part = restarting(start);
    await end('exit code 1');
    expect(await part.exited).toBe('exit code 1');
    expect(events).toEqual(['start 0']);
  });

  it('comes back however often it is killed, and stops when it is asked to', async () => {
    const part = restarting(start);
    part.keep();
    for (let kill = 0; kill < 50; kill++) await end('ended by SIGKILL');
    await part.stop();
    expect(await part.exited).toBe('exit code 0');
    expect(events.slice(-2)).toEqual(['start 50', 'stop 50']);
  });

  it('is given up when it fails again and again as soon as it is started', async () => {
    const part = restarting(start);
    part.keep();
    for (const _ of [1, 2, 3]) await end('exit code 1');
    expect(await part.exited).toBe('exit code 1');
    expect(events).toHaveLength(3);
  });

  it('is not started again when it is stopped while it is away', async () => {
    const part = restarting(start);
    part.keep();
    ends[0]?.('ended by SIGKILL');
    await Promise.resolve();
    part.kill();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(await part.exited).toBe('ended by SIGKILL');
    expect(events).toEqual(['start 0']);
  });
});
