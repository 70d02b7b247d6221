import { randomUUID } from 'node:crypto';
import { inTurn, logIn } from './callers.js';
import { compareRates } from './load.js';
import type { Results } from './results.js';
import type { Site } from './site.js';

const INSTRUMENT = {
  name: '弹性元件式一般压力表',
  model: 'Y-100',
  ownNumber: '',
  manufacturer: '演示仪表厂',
  measuringRange: '(0～1.6)MPa',
  accuracyClass: '1.6级',
  origin: 'DOMESTIC',
  usageState: 'IN_USE',
  purpose: 'SAFETY',
  instrumentType: 'WORKING_INSTRUMENT',
  verificationMode: 'BRING_IN',
  regionCode: '441202',
  categoryCode: '91601',
  location: '一号车间',
};

/** P5: validation, uniqueness, audit chain, outbox and idempotency in one transaction, against a bare insert. */
export async function benchCreate(site: Site, results: Results): Promise<void> {
  const next = inTurn(await logIn(site.api, site.accounts));
  const body = () => JSON.stringify({ ...INSTRUMENT, serialNumber: randomUUID() });
  const compared = await compareRates(
    () => ({ url: `${site.floor}/create?enterprise=${next().enterpriseId}`, method: 'POST', body: body() }),
    () => ({
      url: `${site.api}/api/v1/instruments`,
      method: 'POST',
      headers: { ...next().headers, 'idempotency-key': randomUUID() },
      body: body(),
    }),
  );
  results.add({ id: 'P5', work: 'create one instrument', ...compared, unit: 'req/s' });
}
