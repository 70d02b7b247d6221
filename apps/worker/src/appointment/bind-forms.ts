import { buffer } from 'node:stream/consumers';
import { bindPapers, type BoundPaper } from '@quanheng/documents';
import { DomainError } from '@quanheng/domain';
import { findStops, type Journey } from './find-stops.js';
import type { LongJobRunner } from '../long-job/long-job-runner.js';
import type { WorkerServices } from '../services.js';

interface StoredForm {
  readonly id: string;
  readonly storageKey: string;
  readonly sha256: string;
}

/**
 * Appointment forms as one PDF to be printed in one go, each on sheets of its own (ux.md sections 9 and 13). The stored
 * originals are bound as they are; one handed out before carries 补打 n and the original's hash.
 */
export const bindForms: LongJobRunner<'appointment.forms'> = async (services, run) => {
  const { forms, travelList } = run.params;
  const ids = forms.map((form) => form.appointmentId);
  const { stored, journey, now } = await services.database.read(run.context, async (tx) => ({
    now: tx.now,
    journey: travelList ? await findStops(tx, ids) : null,
    stored: await tx.query<StoredForm>(
      `SELECT p.id, a.storage_key AS "storageKey", a.sha256 FROM appointment p
       JOIN attachment a ON a.id = p.form_attachment_id WHERE p.id = ANY($1)`,
      [ids],
    ),
  }));
  const byId = new Map(stored.map((form) => [form.id, form]));
  const papers: BoundPaper[] = [];
  for (const { appointmentId, reprint } of forms) {
    const form = byId.get(appointmentId);
    if (form) papers.push(await toPaper(services, form, reprint));
    await run.progress('READ', papers.length, 2 * forms.length);
  }
  if (papers.length === 0) throw new DomainError('appointment.form-not-ready');
  const count = papers.length;
  if (journey) papers.unshift(await toTravelList(services, journey));
  const body = await bindPapers(papers, { title: '预约单', createdAt: now }, (done) =>
    run.progress('PACK', forms.length + Math.min(done, forms.length), 2 * forms.length),
  );
  return {
    file: {
      fileName: `${journey ? '行程单和预约单' : '预约单'}_${count}份.pdf`,
      mediaType: 'application/pdf',
      body,
    },
    counts: { files: count, missing: forms.length - count },
  };
};

async function toTravelList(services: WorkerServices, journey: Journey): Promise<BoundPaper> {
  const data = { ...journey, demo: services.config.DEMO };
  return { content: await services.renderer.render({ kind: 'travel-list', data }) };
}

async function toPaper(services: WorkerServices, form: StoredForm, reprint: number): Promise<BoundPaper> {
  const content = await buffer(await services.storage.get(form.storageKey));
  if (reprint === 0) return { content };
  const mark = await services.renderer.render({
    kind: 'reprint-mark',
    data: { reprint, sha256: form.sha256 },
  });
  return { content, mark };
}
