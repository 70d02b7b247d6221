import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Gate } from './gate.js';

describe('a gate for two', () => {
  it('lets two pass and the others in turn, as places are left', async () => {
    const gate = new Gate(2, 60_000);
    const passed: number[] = [];
    const entering = [1, 2, 3, 4].map((n) => gate.enter().then(() => passed.push(n)));
    await delay(0);
    expect(passed).toEqual([1, 2]);
    gate.leave();
    await delay(0);
    expect(passed).toEqual([1, 2, 3]);
    gate.leave();
    await Promise.all(entering);
    expect(passed).toEqual([1, 2, 3, 4]);
  });

  it('refuses whom it kept waiting too long, and forgets him', async () => {
    const gate = new Gate(1, 5);
    await gate.enter();
    await expect(gate.enter()).rejects.toMatchObject({ code: 'platform.unavailable' });
    gate.leave();
    await expect(gate.enter()).resolves.toBeUndefined();
  });
});
