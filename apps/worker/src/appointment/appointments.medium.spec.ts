import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AppointmentEntity,
  AppointmentItemEntity,
  AttachmentEntity,
  DepartmentEntity,
  EnterpriseEntity,
  InstitutionEntity,
  InstrumentEntity,
  ServiceSiteEntity,
  SlotEntity,
  systemContext,
} from '@quanheng/database';
import { createTestDatabase, type TestDatabase } from '@quanheng/database/testing';
import { createRenderer, type Paper } from '@quanheng/documents';
import type { AppointmentStatus } from '@quanheng/domain';
import type { JobContext } from '@quanheng/queues';
import { createStorage } from '@quanheng/storage';
import { uuidv7 } from 'uuidv7';
import type { WorkerServices } from '../services.js';
import { arrangedEnterprise, arrangedInstitution, arrangedInstrument } from '../testing/filed-instruments.js';
import { bindForms } from './bind-forms.js';
import { closeDay } from './close-day.handler.js';
import { expireHolds } from './expire-holds.handler.js';
import { renderForm } from './render-form.handler.js';

// Real: PostgreSQL, headless browser, files in a temporary folder. Today is 2026-11-23.
let test: TestDatabase;
let services: WorkerServices;
let folder: string;
const ids = {
  institution: uuidv7(),
  enterprise: uuidv7(),
  department: uuidv7(),
  site: uuidv7(),
  slot: uuidv7(),
};
const context = { signal: new AbortController().signal, requestId: undefined, attempt: 1 } as JobContext;

beforeAll(async () => {
  test = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'quanheng-worker-'));
  services = {
    database: test.database,
    renderer: createRenderer(),
    storage: createStorage({ directory: folder }),
    config: { PUBLIC_URL: 'http://localhost:3000', DEMO: true },
  } as unknown as WorkerServices;
  const own = { version: 1, institutionId: ids.institution, name: '演示', phone: '0758-0000000' };
  await test.database.write(systemContext(), async (tx) => {
    await tx.manager.insert(InstitutionEntity, arrangedInstitution(ids.institution));
    await tx.manager.insert(EnterpriseEntity, arrangedEnterprise(ids.enterprise, ids.institution));
    await tx.manager.insert(DepartmentEntity, { id: ids.department, ...own });
    await tx.manager.insert(ServiceSiteEntity, { id: ids.site, ...own, address: '演示路 1 号' });
    await tx.manager.insert(SlotEntity, {
      id: ids.slot,
      institutionId: ids.institution,
      departmentId: ids.department,
      mode: 'BRING_IN',
      date: '2026-11-30',
      halfDay: 'AM',
      capacity: 100,
      booked: 50,
    });
  });
});
afterAll(async () => {
  await services.renderer.close();
  await test.close();
  await rm(folder, { recursive: true, force: true });
});

async function arrange(status: AppointmentStatus, more: Partial<AppointmentEntity> = {}) {
  const [id, itemId, instrumentId] = [uuidv7(), uuidv7(), uuidv7()];
  const owner = { enterpriseId: ids.enterprise, institutionId: ids.institution };
  await test.database.write(systemContext(), async (tx) => {
    await tx.manager.insert(InstrumentEntity, {
      ...arrangedInstrument(instrumentId, ids.enterprise),
      institutionId: ids.institution,
      filedOn: '2026-11-20',
      openAppointmentItemId: itemId,
    });
    await tx.manager.insert(AppointmentEntity, {
      id,
      version: 1,
      caseNumber: `A20261123-00001-${id.slice(-4)}`,
      ...owner,
      enterpriseName: '演示企业',
      mode: 'BRING_IN',
      status,
      departmentId: ids.department,
      siteId: ids.site,
      slotId: ids.slot,
      date: '2026-11-30',
      halfDay: 'AM',
      itemCount: 1,
      contactPerson: '演示联系人',
      contactPhone: '13800000000',
      heldUntil: '2026-11-25',
      createdBy: uuidv7(),
      createdByName: '演示经办人',
      confirmedAt: status === 'CONFIRMED' ? tx.now : null,
      ...more,
    });
    const item = { id: itemId, version: 1, ...owner, appointmentId: id, instrumentId, position: 0 };
    await tx.manager.insert(AppointmentItemEntity, { ...item, status: 'EXPECTED' });
  });
  return { id, instrumentId };
}

const read = ({ id, instrumentId }: { id: string; instrumentId: string }) =>
  test.database.read(systemContext(), async (tx) => ({
    appointment: await tx.manager.findOneByOrFail(AppointmentEntity, { id }),
    instrument: await tx.manager.findOneByOrFail(InstrumentEntity, { id: instrumentId }),
    slot: await tx.manager.findOneByOrFail(SlotEntity, { id: ids.slot }),
  }));

describe('holds', () => {
  it('expire after their last day: places and instruments are free, and window 4 opens', async () => {
    const over = await arrange('PENDING', { heldUntil: '2026-11-22' });
    const proposed = await arrange('RESCHEDULE_PROPOSED', {
      heldUntil: '2026-11-22',
      proposedSlotId: ids.slot,
      proposedDate: '2026-11-30',
      proposedHalfDay: 'AM',
      proposedBy: 'INSTITUTION',
    });
    const last = await arrange('PENDING', { heldUntil: '2026-11-23' });
    const confirmed = await arrange('CONFIRMED', { heldUntil: '2026-11-22' });
    await expireHolds(services)({ slot: '2026-11-23T1000' }, context);
    for (const expired of [over, proposed]) {
      const { appointment, instrument } = await read(expired);
      expect(appointment).toMatchObject({ status: 'EXPIRED', proposedSlotId: null });
      expect(instrument).toMatchObject({ openAppointmentItemId: null, endedWithoutResultOn: '2026-11-23' });
    }
    expect((await read(last)).appointment.status).toBe('PENDING');
    expect((await read(confirmed)).appointment.status).toBe('CONFIRMED');
    expect((await read(last)).slot.booked).toBe(50 - 3);
    await expireHolds(services)({ slot: '2026-11-23T1015' }, context);
    expect((await read(over)).slot.booked).toBe(50 - 3);
  });
});

describe('a day that is over', () => {
  it('makes no-shows of the confirmed ones; their instruments get no window 4', async () => {
    const missed = await arrange('CONFIRMED', { date: '2026-11-22' });
    const today = await arrange('CONFIRMED', { date: '2026-11-23' });
    const received = await arrange('PARTIALLY_RECEIVED', { date: '2026-11-22' });
    await closeDay(services)({ on: '2026-11-23' }, context);
    const { appointment, instrument } = await read(missed);
    expect(appointment.status).toBe('NO_SHOW');
    expect(instrument).toMatchObject({ openAppointmentItemId: null, endedWithoutResultOn: null });
    expect((await read(today)).appointment.status).toBe('CONFIRMED');
    expect((await read(received)).appointment.status).toBe('PARTIALLY_RECEIVED');
  });
});

describe('the appointment form', () => {
  const attachmentOf = (id: string | null) =>
    test.database.read(systemContext(), (tx) =>
      tx.manager.findOneByOrFail(AttachmentEntity, { id: id ?? '' }),
    );

  it('is printed once and kept for both parties', async () => {
    const booked = await arrange('CONFIRMED');
    await renderForm(services)({ appointmentId: booked.id }, context);
    const { appointment } = await read(booked);
    const file = await attachmentOf(appointment.formAttachmentId);
    expect(file).toMatchObject({
      kind: 'APPOINTMENT_FORM',
      enterpriseId: ids.enterprise,
      institutionId: ids.institution,
      mediaType: 'application/pdf',
    });
    const pdf = await buffer(await services.storage.get(file.storageKey, { encrypted: false }));
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(appointment.version).toBe(1);
    await renderForm(services)({ appointmentId: booked.id }, context);
    expect((await read(booked)).appointment.formAttachmentId).toBe(file.id);
  });

  it('is not made for what is no longer confirmed', async () => {
    const cancelled = await arrange('CANCELLED');
    await renderForm(services)({ appointmentId: cancelled.id }, context);
    expect((await read(cancelled)).appointment.formAttachmentId).toBeNull();
  });

  it('is thrown away when the appointment was confirmed anew meanwhile', async () => {
    const booked = await arrange('CONFIRMED');
    const { renderer } = services;
    const slow = {
      ...services,
      renderer: {
        render: async (...args: Parameters<typeof renderer.render>) => {
          const pdf = await renderer.render(...args);
          await test.database.write(systemContext(), (tx) =>
            tx.query(
              `UPDATE appointment SET confirmed_at = confirmed_at + interval '1 minute' WHERE id = $1`,
              [booked.id],
            ),
          );
          return pdf;
        },
      },
    } as unknown as WorkerServices;
    await renderForm(slow)({ appointmentId: booked.id }, context);
    expect((await read(booked)).appointment.formAttachmentId).toBeNull();
  });

  async function bound(forms: { appointmentId: string; reprint: number }[], travelList = false) {
    const printed: Paper[] = [];
    const render: typeof services.renderer.render = (paper, options) => {
      printed.push(paper);
      return services.renderer.render(paper, options);
    };
    const { file } = await bindForms(
      { ...services, renderer: { ...services.renderer, render } },
      {
        id: uuidv7(),
        params: { forms, travelList },
        context: systemContext(),
        signal: context.signal,
        progress: async () => undefined,
      },
    );
    return { file: file?.body as Buffer, name: file?.fileName, printed };
  }

  it('is bound with others into one file; what was handed out before is marked', async () => {
    const [one, two] = [await arrange('CONFIRMED'), await arrange('CONFIRMED')];
    for (const { id } of [one, two]) await renderForm(services)({ appointmentId: id }, context);
    const steps: number[] = [];
    const result = await bindForms(services, {
      id: uuidv7(),
      params: {
        forms: [
          { appointmentId: one.id, reprint: 0 },
          { appointmentId: two.id, reprint: 2 },
          { appointmentId: uuidv7(), reprint: 0 },
        ],
      },
      context: systemContext(),
      signal: context.signal,
      progress: async (_, done) => void steps.push(done),
    });
    expect(result.counts).toEqual({ files: 2, missing: 1 });
    expect(result.file?.fileName).toBe('预约单_2份.pdf');
    const bound = result.file?.body as Buffer;
    expect(bound.subarray(0, 5).toString()).toBe('%PDF-');
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  });

  it('leaves the stored original alone when it is marked as a reprint', async () => {
    const booked = await arrange('CONFIRMED');
    await renderForm(services)({ appointmentId: booked.id }, context);
    const original = async () => {
      const file = await attachmentOf((await read(booked)).appointment.formAttachmentId);
      const stored = await buffer(await services.storage.get(file.storageKey, { encrypted: false }));
      return [file.sha256, createHash('sha256').update(stored).digest('hex')];
    };
    const [hash] = await original();
    const marked = await bound([{ appointmentId: booked.id, reprint: 1 }]);
    expect(createHash('sha256').update(marked.file).digest('hex')).not.toBe(hash);
    expect(await original()).toEqual([hash, hash]);
  });

  it('goes into the bag behind the list of the journey, in its order', async () => {
    const onSite = { mode: 'ON_SITE', address: '演示市工业区 2 号车间', verifierName: '演示检定员' } as const;
    const [one, two] = [await arrange('CONFIRMED', onSite), await arrange('CONFIRMED', onSite)];
    for (const { id } of [one, two]) await renderForm(services)({ appointmentId: id }, context);
    const forms = [two, one].map(({ id }) => ({ appointmentId: id, reprint: 0 }));
    const { file, name, printed } = await bound(forms, true);
    expect(name).toBe('行程单和预约单_2份.pdf');
    expect(file.subarray(0, 5).toString()).toBe('%PDF-');
    const numbers = await Promise.all(
      [two, one].map(async (each) => (await read(each)).appointment.caseNumber),
    );
    expect(printed).toMatchObject([
      {
        kind: 'travel-list',
        data: { stops: numbers.map((caseNumber) => ({ caseNumber, address: onSite.address })) },
      },
    ]);
  });
});
