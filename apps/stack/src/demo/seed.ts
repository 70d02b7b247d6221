import { createDataSource, Database, SettingEntity, systemContext } from '@quanheng/database';
import { seedMasterData } from '../master-data.js';
import { seedPeople, type DemoAccount } from './accounts.js';
import { seedInstitution } from './institution.js';
import { seedSecondInstitution } from './second-institution.js';
import { seedInstruments } from './instruments.js';

export type { DemoAccount };

export interface SeedOptions {
  /** As the application's role: the demo passes the same row security as everybody. */
  readonly appUrl: string;
}

const ACCOUNTS_SETTING = 'demo.accounts';

/** Brings the openly fictitious demo into an empty database, in one transaction; what is there already stays. Answers the accounts. */
export async function seedDemo({ appUrl }: SeedOptions): Promise<DemoAccount[]> {
  const dataSource = await createDataSource({ url: appUrl, poolSize: 2 }).initialize();
  try {
    return await new Database(dataSource).write(systemContext(), async (tx) => {
      const seeded = await tx.manager.findOneBy(SettingEntity, { key: ACCOUNTS_SETTING });
      if (seeded) return seeded.value as DemoAccount[];
      await seedMasterData(tx);
      const people = await seedPeople(tx, await seedInstitution(tx), await seedSecondInstitution(tx));
      await seedInstruments(tx, people.stationId);
      await tx.manager.insert(SettingEntity, { key: ACCOUNTS_SETTING, value: people.accounts as never });
      // Whoever tries the demo has no authenticator at hand; anybody may still set one up.
      await tx.manager.insert(SettingEntity, { key: 'rules', value: { secondFactorRequired: 0 } as never });
      return people.accounts;
    });
  } finally {
    await dataSource.destroy();
  }
}
