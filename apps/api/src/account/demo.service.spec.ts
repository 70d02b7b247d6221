import { expect, it } from '@jest/globals';
import { publicContext, type Database } from '@quanheng/database';
import type { ApiConfig } from '../config.js';
import { DemoService } from './demo.service.js';

it('is nowhere but in a demo: no accounts, no clock to move', async () => {
  const demo = new DemoService({} as Database, { DEMO: false } as ApiConfig);
  expect(() => demo.accounts()).toThrow('request.route-not-found');
  expect(() => demo.clock()).toThrow('request.route-not-found');
  await expect(demo.moveClock(publicContext(), '2027-10-25')).rejects.toThrow('request.route-not-found');
});
