import { Injectable } from '@nestjs/common';
import { AccountEntity, Database, systemContext, type TenantContext } from '@quanheng/database';
import { daysBetween, DomainError, toBusinessDate } from '@quanheng/domain';
import { DEMO_LOGIN_NAMES, DEMO_PASSWORD } from '@quanheng/domain/data';
import { In } from 'typeorm';
import { ApiConfig } from '../config.js';
import type { DemoAccountListDto, DemoClockDto } from './demo.dto.js';
import { withActor } from './session.service.js';

const CLOCK = 'demo.clock-offset-ms';
const DAY_MS = 24 * 60 * 60 * 1000;
const FARTHEST_DAYS = 3660;

/** What only a demo has: its accounts and its movable clock. Anywhere else these routes don't exist. */
@Injectable()
export class DemoService {
  constructor(
    private readonly database: Database,
    private readonly config: ApiConfig,
  ) {}

  async accounts(): Promise<DemoAccountListDto> {
    this.assertDemo();
    const found = await this.database.read(systemContext(), (tx) =>
      tx.manager.findBy(AccountEntity, { loginKey: In([...DEMO_LOGIN_NAMES]) }),
    );
    const order = ({ loginName }: AccountEntity) => DEMO_LOGIN_NAMES.indexOf(loginName);
    const toItem = ({ loginName, displayName, roles }: AccountEntity) => ({
      loginName,
      displayName,
      roles,
      password: DEMO_PASSWORD,
    });
    return { items: found.sort((a, b) => order(a) - order(b)).map(toItem) };
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
      tx.audit({ action: 'demo.move-clock', objectType: 'setting', objectId: CLOCK, after: { on } });
    });
    return this.clock();
  }

  private assertDemo(): void {
    if (!this.config.DEMO) throw new DomainError('request.route-not-found');
  }
}
