import { Injectable } from '@nestjs/common';
import {
  Database,
  ServiceSiteEntity,
  WalkInEntity,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { DomainError, HALF_DAYS, type BusinessDate, type Language } from '@quanheng/domain';
import type { AppointmentDto } from '../appointment/appointment.dto.js';
import { BookAppointmentService } from '../appointment/book-appointment.service.js';
import type { FilingDto } from '../filing/filing.dto.js';
import { SubmitFilingService } from '../filing/submit-filing.service.js';
import type { InstrumentInput } from '../instrument/instrument.dto.js';
import type { InstrumentDto } from '../instrument/instrument-view.dto.js';
import { InstrumentService } from '../instrument/instrument.service.js';
import type { WalkInBookingBody, WalkInInstrumentListDto, WalkInSelectionBody } from './walk-in.dto.js';
import { findWalkInInstruments } from './walk-in-instruments.js';

const NO_PLACE = ['appointment.slot-past', 'appointment.slot-closed', 'appointment.slot-full'];

/**
 * What the desk does in the name of the customer: the same services, rules and refusals as if the customer did it, under
 * the customer's context with the clerk as the actor, so that whoever submits here can't review it there.
 */
@Injectable()
export class WalkInActsService {
  constructor(
    private readonly database: Database,
    private readonly ledger: InstrumentService,
    private readonly filings: SubmitFilingService,
    private readonly bookings: BookAppointmentService,
  ) {}

  async instruments(context: TenantContext, id: string, q: string): Promise<WalkInInstrumentListDto> {
    const { behalf, walkIn } = await this.enter(context, id);
    return this.database.read(behalf, (tx) => findWalkInInstruments(tx, walkIn.institutionId, q.trim()));
  }

  async add(
    context: TenantContext,
    id: string,
    body: InstrumentInput,
    language: Language,
  ): Promise<InstrumentDto> {
    const { behalf } = await this.enter(context, id);
    return this.ledger.create(behalf, body, language);
  }

  async file(context: TenantContext, id: string, { instrumentIds }: WalkInSelectionBody): Promise<FilingDto> {
    const { behalf, walkIn } = await this.enter(context, id);
    return this.filings.submit(behalf, { institutionId: walkIn.institutionId, instrumentIds });
  }

  /** The next half-day of the day that has places; today's unless the customer agreed to another. @throws DomainError `walk-in.no-place-today` */
  async book(context: TenantContext, id: string, body: WalkInBookingBody): Promise<AppointmentDto> {
    const { behalf, walkIn, siteId } = await this.enter(context, id);
    const { instrumentIds, contactPhone, date = walkIn.heldOn, halfDay } = body;
    for (const each of halfDay ? [halfDay] : HALF_DAYS) {
      try {
        return await this.bookings.book(behalf, {
          institutionId: walkIn.institutionId,
          mode: 'BRING_IN',
          date,
          halfDay: each,
          siteId,
          contactPerson: walkIn.person,
          contactPhone,
          instrumentIds,
        });
      } catch (error) {
        if (halfDay || !(error instanceof DomainError) || !NO_PLACE.includes(error.code)) throw error;
      }
    }
    throw new DomainError('walk-in.no-place-today');
  }

  /** @throws DomainError `record.not-found`, `walk-in.over` */
  private enter(context: TenantContext, id: string) {
    return this.database.read(context, async (tx) => {
      const walkIn = await tx.manager.findOneBy(WalkInEntity, { id });
      if (!walkIn) throw new DomainError('record.not-found', { id });
      if (isOver(walkIn, tx.today)) throw new DomainError('walk-in.over');
      return { walkIn, behalf: onBehalf(context, walkIn), siteId: await findSite(tx, walkIn) };
    });
  }
}

function isOver({ heldOn }: WalkInEntity, today: BusinessDate): boolean {
  return heldOn !== today;
}

function onBehalf(context: TenantContext, { id, enterpriseId, enterpriseName }: WalkInEntity): TenantContext {
  return {
    ...context,
    kind: 'enterprise',
    roles: ['ENTERPRISE_CLERK'],
    enterpriseId,
    institutionId: null,
    behalf: { enterpriseName, walkInId: id },
  };
}

async function findSite(tx: Transaction, { institutionId }: WalkInEntity): Promise<string | undefined> {
  const [site] = await tx.manager.find(ServiceSiteEntity, {
    where: { institutionId },
    order: { id: 'ASC' },
    take: 1,
  });
  return site?.id;
}
