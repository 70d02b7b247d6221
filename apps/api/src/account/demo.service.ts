import { Injectable } from '@nestjs/common';
import {
  AccountEntity,
  Database,
  SettingEntity,
  systemContext,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { daysBetween, DomainError, toBusinessDate, type BusinessDate } from '@quanheng/domain';
import { buildJob } from '@quanheng/queues';
import { In } from 'typeorm';
import { ApiConfig } from '../config.js';
import type { DemoAccountDto, DemoAccountListDto, DemoClockDto } from './demo.dto.js';
import { withActor } from './session.service.js';

/** Written by the seed of the demo. */
const ACCOUNTS = 'demo.accounts';
const CLOCK = 'demo.clock-offset-ms';
const DAY_MS = 24 * 60 * 60 * 1000;
const FARTHEST_DAYS = 3660;

interface SeededAccount {
  readonly loginName: string;
  readonly password: string;
  readonly group?: string | null;
}

/** What only a demo has: its accounts and its movable clock. Anywhere else these routes don't exist. */
@Injectable()
export class DemoService {
  constructor(
    private readonly database: Database,
    private readonly config: ApiConfig,
  ) {}

  /** Those that the seed made, in its order. */
  accounts(): Promise<DemoAccountListDto> {
    this.assertDemo();
    return this.database.read(systemContext(), async (tx) => {
      const setting = await tx.manager.findOneBy(SettingEntity, { key: ACCOUNTS });
      const seeded = (setting?.value ?? []) as SeededAccount[];
      const found = await tx.manager.findBy(AccountEntity, { loginName: In(seeded.map((a) => a.loginName)) });
      const rows = new Map(found.map((row) => [row.loginName, row]));
      return { items: seeded.flatMap((account) => toItem(account, rows.get(account.loginName))) };
    });
  }

  clock(): Promise<DemoClockDto> {
    this.assertDemo();
    return this.database.read(systemContext(), async (tx) => ({
      today: tx.today,
      now: tx.now,
      realToday: toBusinessDate(new Date()),
    }));
  }

  /** Moves API and worker alike; sessions and schedules go on in real time (`domain.md`, Time). */
  async moveClock(context: TenantContext, on: string | null): Promise<DemoClockDto> {
    this.assertDemo();
    const days = on ? daysBetween(toBusinessDate(new Date()), on) : 0;
    if (Math.abs(days) > FARTHEST_DAYS) {
      throw new DomainError('request.invalid', {}, [{ pointer: '/on', code: 'field.not-a-date' }]);
    }
    await this.database.write({ ...systemContext(context.requestId), ...withActor(context) }, async (tx) => {
      await tx.query(
        `INSERT INTO setting (key, value) VALUES ($1, $2::jsonb) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
        [CLOCK, JSON.stringify(days * DAY_MS)],
      );
      promiseDailyJobs(tx, on ?? toBusinessDate(new Date()));
      tx.audit({ action: 'demo.move-clock', objectType: 'setting', objectId: CLOCK, after: { on } });
    });
    return this.clock();
  }

  private assertDemo(): void {
    if (!this.config.DEMO) throw new DomainError('request.route-not-found');
  }
}

/** Schedules follow real time, so what the new day brings is asked for here; a day may be visited more than once. */
function promiseDailyJobs(tx: Transaction, on: BusinessDate): void {
  const revision = Math.floor(Date.now() / 1000);
  for (const name of ['filing.lapse', 'appointment.close-day', 'reminder.scan'] as const) {
    tx.emit(buildJob(name, { on, revision }));
  }
  tx.emit(buildJob('appointment.expire-holds', { slot: `${on}T${revision}` }));
}

function toItem(
  { loginName, password, group = null }: SeededAccount,
  row: AccountEntity | undefined,
): DemoAccountDto[] {
  return row ? [{ loginName, displayName: row.displayName, roles: row.roles, password, group }] : [];
}
